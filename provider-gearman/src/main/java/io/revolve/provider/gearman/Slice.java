package io.revolve.provider.gearman;

import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;

/**
 * A parcel within what a server has sent, which is not copied before it is asked for.
 *
 * @param whole all of it; position and limit are not moved
 */
record Slice(ByteBuffer whole) implements Parcel {

  @Override
  public byte[] header() {
    return bytes(0, Math.max(0, line()));
  }

  /** All of it, if it has no header: the core finds it undecodable, and keeps it. */
  @Override
  public byte[] body() {
    return bytes(line() + 1, whole.limit());
  }

  @Override
  public byte[] toBytes() {
    return bytes(0, whole.limit());
  }

  /** Where the header ends; -1 if it does not. */
  private int line() {
    for (int i = 0; i < whole.limit(); i++) {
      if (whole.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private byte[] bytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    whole.get(from, bytes);
    return bytes;
  }
}
