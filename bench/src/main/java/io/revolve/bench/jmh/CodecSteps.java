package io.revolve.bench.jmh;

import io.revolve.bench.Payload;
import io.revolve.core.codec.Codec;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Parcel;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Payloads and headers as bytes and back, as every engine outside this JVM needs them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecSteps {
  private final Codec codec = new Codec();
  private final WireFormat format = new WireFormat(codec);
  private final Body body = codec.encode(Payload.SAMPLE);
  private final JobHeader job =
      new JobHeader(
          "0123456789abcdefghij-1",
          "noop",
          "default",
          Body.JSON,
          "client.1",
          JobHeader.History.NONE,
          Instant.now(),
          TaskOptions.DEFAULT,
          Map.of());
  private final MessageHeader message =
      new MessageHeader(
          "0123456789abcdefghij-1",
          "completed",
          2,
          1,
          1,
          System.currentTimeMillis(),
          Body.JSON,
          "worker.1");
  private final byte[] jobBytes = new JobParcel(job, body.bytes(), null, format).toBytes();
  private final byte[] messageBytes = new WireMessage(message, body.bytes(), format).toBytes();

  /** A payload to JSON. */
  @Benchmark
  public Body encodePayload() {
    return codec.encode(Payload.SAMPLE);
  }

  /** JSON to a payload. */
  @Benchmark
  public @Nullable Payload decodePayload() {
    return codec.decode(body, Payload.class);
  }

  /** A job to one block of bytes. */
  @Benchmark
  public byte[] encodeJob() {
    return new JobParcel(job, body.bytes(), null, format).toBytes();
  }

  /** One block of bytes to a job. */
  @Benchmark
  public JobParcel decodeJob() {
    return format.job(Parcel.ofBytes(jobBytes));
  }

  /** A message to one block of bytes. */
  @Benchmark
  public byte[] encodeMessage() {
    return new WireMessage(message, body.bytes(), format).toBytes();
  }

  /** One block of bytes to a message. */
  @Benchmark
  public WireMessage decodeMessage() {
    return format.message(Parcel.ofBytes(messageBytes));
  }
}
