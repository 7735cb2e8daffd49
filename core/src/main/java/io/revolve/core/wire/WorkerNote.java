package io.revolve.core.wire;

import io.revolve.api.WorkerInfo;
import io.revolve.core.codec.WireFormat;
import io.revolve.spi.Parcel;

/**
 * What a worker says of itself, on its way: a header without a body. It is encoded only if a link
 * asks for it.
 *
 * @param worker what it says
 * @param format how it is encoded
 */
public record WorkerNote(WorkerInfo worker, WireFormat format) implements Parcel {

  @Override
  public byte[] header() {
    return format.write(worker);
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }
}
