package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.core.reference.CallbackReference;
import io.revolve.core.wire.Backoff;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header holds what differs from the defaults, and comes back as it was. */
class HeaderWritingTest {

  private static final TaskOptions NONE = TaskOptions.DEFAULT;
  private static final Backoff WAITS = Backoff.DEFAULT;

  static final List<TaskOptions> OPTIONS =
      List.of(
          new TaskOptions(3, NONE.timeout(), WAITS, NONE.keep(), Map.of()),
          new TaskOptions(1, Duration.ofMinutes(1), WAITS, NONE.keep(), Map.of()),
          new TaskOptions(1, NONE.timeout(), WAITS, Duration.ZERO, Map.of()),
          new TaskOptions(1, NONE.timeout(), WAITS, NONE.keep(), Map.of("a\"b", "c\nd")),
          backoff(new Backoff(Duration.ZERO, WAITS.factor(), WAITS.max(), WAITS.jitter())),
          backoff(new Backoff(WAITS.initial(), 1.25, WAITS.max(), WAITS.jitter())),
          backoff(new Backoff(WAITS.initial(), 2, Duration.ofDays(3650), WAITS.jitter())),
          backoff(new Backoff(WAITS.initial(), 2, WAITS.max(), 0)),
          backoff(new Backoff(Duration.ofMillis(1), 1000, Duration.ofMillis(2), 1)));

  @Test
  void aPlainJobIsSmall() {
    JobHeader job =
        new JobHeader(
            "0123456789abcdefghij-1",
            "resize-image",
            JobHeader.QUEUE,
            Body.JSON,
            "client-7",
            JobHeader.History.NONE,
            Headers.AT,
            TaskOptions.DEFAULT,
            Map.of());
    String header = Headers.write(job);
    assertEquals(
        "{\"v\":1,\"id\":\"0123456789abcdefghij-1\",\"name\":\"resize-image\","
            + "\"reply\":\"client-7\",\"at\":1767323045678}",
        header);
    assertTrue(header.length() < 150, header);
  }

  @Test
  void aMessageWithNothingButDefaultsHasFourFields() {
    MessageHeader message = new MessageHeader("42", "output", 0, 0, 0, 0, Body.JSON, "");
    assertEquals(
        "{\"v\":1,\"kind\":\"message\",\"task\":\"42\",\"event\":\"output\"}",
        Headers.write(message));
    assertEquals(message, Headers.parseMessage(Headers.write(message)));
  }

  @ParameterizedTest
  @FieldSource("OPTIONS")
  void eachOptionComesBack(TaskOptions options) {
    JobHeader job = Headers.job(options);
    String header = Headers.write(job);
    assertEquals(job, Headers.parseJob(header), header);
    // One option differs, or two at most: the others are not there.
    assertTrue(header.length() < 150, header);
  }

  @Test
  void theRestOfAJobComesBack() {
    JobHeader job =
        new JobHeader(
            "42",
            "add",
            "images",
            Body.BYTES,
            "",
            new JobHeader.History(1, 2, 3, 4, Integer.MAX_VALUE),
            Instant.ofEpochMilli(-1),
            TaskOptions.DEFAULT,
            Map.of());
    assertEquals(job, Headers.parseJob(Headers.write(job)));
  }

  @Test
  void aMessageComesBack() {
    MessageHeader message =
        new MessageHeader(
            "42",
            "chunk",
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            -4,
            Long.MIN_VALUE,
            Body.BYTES,
            "worker-3",
            1);
    assertEquals(message, Headers.parseMessage(Headers.write(message)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "a \"quoted\" and a \\",
        "\u0000\b\t\n\f\r\u001f\u007f\u0080",
        "résumé ✓ \u2028",
        "plain, then 🐈 and more",
        "\ud83d", // Halves of a character.
        "\udc08\ud83d end"
      })
  void anyTextComesBackOnOneLine(String text) {
    JobHeader job = Headers.job(TaskOptions.DEFAULT, Map.of("x", List.of(text)));
    String header = Headers.write(job);
    assertEquals(job, Headers.parseJob(header), header);
    assertTrue(header.indexOf('\n') < 0, header);
  }

  @Test
  void anyNameCanBeRead() {
    Map<String, @Nullable Object> extra = Map.of("a \"b\"\n\ud83d", Map.of("é🐈\udc08", 1));
    String header = Headers.write(Headers.job(TaskOptions.DEFAULT, extra));
    assertEquals(Map.of("a \"b\"\n?", Map.of("é🐈?", 1)), Headers.parseJob(header).extra(), header);
  }

  @Test
  void longTextsComeBack() {
    for (int length = 0; length < 1_000; length++) {
      JobHeader job = Headers.job(TaskOptions.DEFAULT, Map.of("x", "é".repeat(length)));
      assertEquals(job, Headers.parseJob(Headers.write(job)));
    }
  }

  @Test
  void aReferenceIsWrittenAsItsParts() {
    Object reference = new CallbackReference("com.acme.Work", "00ff", null);
    String header = Headers.write(Headers.job(TaskOptions.DEFAULT, Map.of("callback", reference)));
    Map<?, ?> read = (Map<?, ?>) Headers.parseJob(header).extra().get("callback");
    assertEquals("com.acme.Work", read.get("type"));
    assertEquals("00ff", read.get("hash"));
    assertTrue(read.containsKey("lambda"));
  }

  @Test
  void oneBlockIsHeaderLineFeedAndBody() {
    byte[] body = {0, '\n', -1};
    JobHeader job = Headers.job(TaskOptions.DEFAULT);
    Parcel parcel = new JobParcel(job, body, null, Headers.FORMAT);
    assertArrayEquals(Parcel.of(parcel.header(), body).toBytes(), parcel.toBytes());
    MessageHeader about = new MessageHeader("42", "output", 1, 0, 1, 2, Body.BYTES, "w");
    Parcel message = new WireMessage(about, body, Headers.FORMAT);
    assertArrayEquals(Parcel.of(message.header(), body).toBytes(), message.toBytes());
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 7);
    byte[] whole = new WireMessage(about, large, Headers.FORMAT).toBytes();
    assertArrayEquals(large, Parcel.ofBytes(whole).body());
    assertEquals(
        Headers.write(about), new String(Parcel.ofBytes(whole).header(), StandardCharsets.UTF_8));
  }

  private static TaskOptions backoff(Backoff backoff) {
    return new TaskOptions(1, NONE.timeout(), backoff, NONE.keep(), Map.of());
  }
}
