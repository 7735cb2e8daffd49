package io.revolve.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.PayloadException;
import io.revolve.api.Progress;
import io.revolve.core.task.TaskSpec;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Lease;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What programs get and say that know nothing of Revolve. */
class PlainWordsTest {
  private final Codec codec = new Codec();
  private final WireFormat format = new WireFormat(codec);

  private Parcel said(String event, Object payload) {
    Body body = codec.encode(payload);
    MessageHeader about = new MessageHeader("t", event, 7, 0, 1, 0, body.type(), "");
    return new WireMessage(about, body.bytes(), format);
  }

  private static String text(Parcel parcel) {
    return parcel == null ? null : new String(parcel.body(), UTF_8);
  }

  @Test
  void aJobIsItsPayload() {
    Map<Object, String> forms =
        Map.of(
            "a \"text\"\n",
            "a \"text\"\n",
            List.of("a", 1),
            "[\"a\",1]",
            17,
            "17",
            new byte[] {'"', 'b'},
            "\"b");
    forms.forEach(
        (payload, expected) -> {
          TaskSpec spec = TaskSpec.named("name", codec.encode(payload));
          Parcel parcel = spec.order("id", "reply", Instant.EPOCH, format).parcel();
          assertEquals(expected, text(parcel.plain()));
          assertEquals(0, parcel.plain().header().length);
        });
  }

  @Test
  void eachEventHasItsWord() {
    Failure failure = new Failure("Bad", "it is", List.of("line"), 1);
    assertEquals("x", text(((Plain.Data) said("mine", "x").plain())));
    assertEquals("x", text(((Plain.Warning) said(Events.WARNING, "x").plain())));
    assertEquals("x", text(((Plain.Result) said(Events.COMPLETED, "x").plain())));
    assertEquals("Bad: it is", ((Plain.Failed) said(Events.FAILED, failure).plain()).why());
    assertEquals("", ((Plain.Failed) said(Events.CANCELLED, null).plain()).why());
    assertEquals(
        new Plain.Status("t", 7, new Progress(3, 10)),
        said(Events.PROGRESS, new Progress(3, 10)).plain());
    assertNull(said(Events.STARTED, null).plain());
    assertNull(said(Events.RETRYING, failure).plain());
  }

  @Test
  void eachWordIsAnEvent() {
    byte[] bytes = {'4', '2'};
    WireMessage result = format.message(new Plain.Result("t", 9, bytes));
    assertEquals(Events.COMPLETED, result.event());
    assertEquals("t", result.taskId());
    assertEquals(9, result.sequence());
    assertEquals(1, result.attempt());
    assertEquals("42", result.as(String.class));
    assertEquals(42, result.as(Integer.class));
    assertArrayEquals(bytes, result.as(byte[].class));
    assertEquals("42", result.toString());
    assertEquals(Events.DATA, format.message(new Plain.Data("t", 1, bytes)).event());
    assertEquals(Events.WARNING, format.message(new Plain.Warning("t", 1, bytes)).event());
    WireMessage status = format.message(new Plain.Status("t", 1, new Progress(1, 2)));
    assertEquals(new Progress(1, 2), status.as(Progress.class));
    WireMessage failed = format.message(new Plain.Failed("t", 1, "no cat"));
    assertEquals("no cat", failed.as(Failure.class).message());
    WireMessage mute = format.message(new Plain.Failed("t", 1, ""));
    assertEquals("its worker does not say why", mute.as(Failure.class).message());
  }

  @Test
  void whatIsNoJsonIsRefusedOnlyWhereJsonIsAskedFor() {
    Lease lease =
        new Lease("id", "name", "queue", 1, false, new Plain.Work("{oops".getBytes(UTF_8)), null);
    Body body = new Body(format.job(lease).job().type(), format.job(lease).body());
    assertEquals("{oops", codec.decode(body, String.class));
    assertThrows(PayloadException.class, () -> codec.decode(body, Map.class));
    assertEquals("name", format.job(lease).job().name());
    assertEquals("id", format.job(lease).job().id());
  }
}
