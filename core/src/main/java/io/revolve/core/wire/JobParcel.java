package io.revolve.core.wire;

import io.revolve.api.Callback;
import io.revolve.core.codec.WireFormat;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way. Its header is encoded only if a link asks for it, so that a link that stays in
 * the JVM costs no encoding, and hands over the callback as it is.
 */
public final class JobParcel implements Parcel {

  private final JobHeader job;
  private final byte[] body;
  private final @Nullable Callback callback;
  private final WireFormat format;

  /** A parcel of these. */
  public JobParcel(JobHeader job, byte[] body, @Nullable Callback callback, WireFormat format) {
    this.job = job;
    this.body = body;
    this.callback = callback;
    this.format = format;
  }

  /** The header as a value. */
  public JobHeader job() {
    return job;
  }

  /** The code itself, while the parcel has not left the JVM. */
  public @Nullable Callback callback() {
    return callback;
  }

  /** The same job with another history. */
  public JobParcel with(JobHeader.History history) {
    return new JobParcel(job.with(history), body, callback, format);
  }

  @Override
  public byte[] header() {
    return format.write(job);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public Plain plain() {
    return format.plain(job, body);
  }

  @Override
  public byte[] toBytes() {
    return format.write(job, body);
  }
}
