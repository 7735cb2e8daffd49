package io.revolve.core.codec;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.Progress;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Plain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What jobs and messages are to programs that know nothing of Revolve, and the other way round. A
 * text is sent as its UTF-8 and not as JSON, for that is what such programs mean by a text.
 */
final class PlainWords {

  private final WireFormat format;
  private final Codec codec;

  PlainWords(WireFormat format, Codec codec) {
    this.format = format;
    this.codec = codec;
  }

  /** A payload as such a program expects it. */
  byte[] bytes(Body body) {
    byte[] bytes = body.bytes();
    if (body.type().equals(Body.JSON) && bytes.length > 0 && bytes[0] == '"') {
      String text = codec.decode(body, String.class);
      return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  /** A message as such a program expects it; null for one that goes without saying. */
  Plain.@Nullable Word word(MessageHeader about, Body body) {
    String task = about.task();
    long number = about.sequence();
    return switch (about.event()) {
      case Events.STARTED, Events.RETRYING, Events.GAP -> null;
      case Events.COMPLETED -> new Plain.Result(task, number, bytes(body));
      case Events.FAILED -> new Plain.Failed(task, number, failure(body));
      case Events.CANCELLED -> new Plain.Failed(task, number, "");
      case Events.WARNING -> new Plain.Warning(task, number, bytes(body));
      case Events.PROGRESS -> new Plain.Status(task, number, progress(body));
      default -> new Plain.Data(task, number, bytes(body));
    };
  }

  /** What such a program has said, as a message. */
  WireMessage message(Plain.Word word) {
    if (word instanceof Plain.Result) {
      return message(word, Events.COMPLETED, plain(word));
    } else if (word instanceof Plain.Failed failed) {
      return message(word, Events.FAILED, codec.encode(failure(failed)));
    } else if (word instanceof Plain.Status status) {
      return message(word, Events.PROGRESS, codec.encode(status.progress()));
    }
    boolean isWarning = word instanceof Plain.Warning;
    return message(word, isWarning ? Events.WARNING : Events.DATA, plain(word));
  }

  private static Body plain(Plain.Word word) {
    return new Body(Body.PLAIN, word.body());
  }

  private WireMessage message(Plain.Word word, String event, Body body) {
    MessageHeader about =
        new MessageHeader(
            word.task(), event, word.number(), 0, 1, System.currentTimeMillis(), body.type(), "");
    return new WireMessage(about, body.bytes(), format);
  }

  private String failure(Body body) {
    Failure failure = codec.decode(body, Failure.class);
    return failure == null ? "" : failure.toString();
  }

  private static Failure failure(Plain.Failed failed) {
    return failed.why().isEmpty()
        ? new Failure("failed", "its worker does not say why", List.of(), 1)
        : new Failure("exception", failed.why(), List.of(), 1);
  }

  private Progress progress(Body body) {
    Progress progress = codec.decode(body, Progress.class);
    return progress == null ? new Progress(0, 0) : progress;
  }
}
