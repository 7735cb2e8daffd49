package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;

/**
 * What a job is submitted with: one byte for the form, one for the priority (its first letter),
 * four for how often the job was put back, then the parcel. The server counts no deliveries, and
 * forgets the priority when it hands a job out.
 *
 * @param foreground whether its messages go back over the connection that submitted it
 * @param priority its place in the queue
 * @param settled how many holders have put it back
 * @param parcel what the next holder gets
 */
record Cargo(boolean foreground, Priority priority, int settled, Parcel parcel) {
  private static final byte BACKGROUND = 1;
  private static final byte FOREGROUND = 2;
  private static final int HEADER = 6;

  byte[] toBytes() {
    byte[] bytes = parcel.toBytes();
    return ByteBuffer.allocate(HEADER + bytes.length)
        .put(foreground ? FOREGROUND : BACKGROUND)
        .put((byte) priority.name().charAt(0))
        .putInt(settled)
        .put(bytes)
        .array();
  }

  /** What was submitted; something of another form is a parcel that nobody can read. */
  static Cargo of(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    byte form = data.length < HEADER ? 0 : bytes.get();
    if (form != BACKGROUND && form != FOREGROUND) {
      return new Cargo(false, Priority.NORMAL, 0, Parcel.of(new byte[0], data));
    }
    Priority priority = priority(bytes.get());
    int settled = bytes.getInt();
    byte[] parcel = new byte[bytes.remaining()];
    bytes.get(parcel);
    return new Cargo(form == FOREGROUND, priority, settled, Parcel.ofBytes(parcel));
  }

  private static Priority priority(byte letter) {
    return switch (letter) {
      case 'H' -> Priority.HIGH;
      case 'L' -> Priority.LOW;
      default -> Priority.NORMAL;
    };
  }

  /** The same after being put back. */
  Cargo putBack(Parcel next) {
    return new Cargo(foreground, priority, settled + 1, next);
  }
}
