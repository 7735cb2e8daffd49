package io.revolve.provider.redis;

import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Some parcels in one block: for each its length in four bytes, and its bytes. */
final class Frame {

  private Frame() {}

  static byte[] of(List<Parcel> parcels) {
    List<byte[]> blocks = new ArrayList<>();
    int size = 0;
    for (Parcel parcel : parcels) {
      byte[] block = parcel.toBytes();
      blocks.add(block);
      size += Integer.BYTES + block.length;
    }
    ByteBuffer frame = ByteBuffer.allocate(size);
    for (byte[] block : blocks) {
      frame.putInt(block.length).put(block);
    }
    return frame.array();
  }

  static List<Parcel> read(byte[] bytes) {
    List<Parcel> parcels = new ArrayList<>();
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    while (frame.hasRemaining()) {
      byte[] block = new byte[frame.getInt()];
      frame.get(block);
      parcels.add(Parcel.ofBytes(block));
    }
    return parcels;
  }
}
