package io.revolve.core.codec;

import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Body;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers as texts and as values. */
final class Headers {

  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  static final WireFormat FORMAT = new WireFormat(new Codec());

  private Headers() {}

  static JobHeader job(TaskOptions options) {
    return job(options, Map.of());
  }

  static JobHeader job(TaskOptions options, Map<String, @Nullable Object> extra) {
    return new JobHeader(
        "42",
        "add",
        JobHeader.QUEUE,
        Body.JSON,
        "client-7",
        JobHeader.History.NONE,
        AT,
        options,
        extra);
  }

  /** The job of the fewest fields, and of these. */
  static JobHeader readJob(String fields) {
    return parseJob("{\"v\":1,\"kind\":\"job\",\"id\":\"42\",\"name\":\"add\"" + fields + "}");
  }

  static JobHeader parseJob(String header) {
    return FORMAT.job(parcel(header)).job();
  }

  /** The message of the fewest fields, and of these. */
  static MessageHeader readMessage(String fields) {
    return parseMessage(
        "{\"v\":1,\"kind\":\"message\",\"task\":\"42\",\"event\":\"output\"" + fields + "}");
  }

  static MessageHeader parseMessage(String header) {
    return FORMAT.message(parcel(header)).about();
  }

  static String write(JobHeader job) {
    return new String(FORMAT.write(job), StandardCharsets.UTF_8);
  }

  static String write(MessageHeader message) {
    return new String(FORMAT.write(message), StandardCharsets.UTF_8);
  }

  private static Parcel parcel(String header) {
    return Parcel.of(header.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }
}
