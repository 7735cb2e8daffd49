package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.provider.gearman.protocol.Pieces;
import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a job is submitted with: one byte for the form, one for the priority (its first letter),
 * four for how often the job was put back, then the parcel. The server counts no deliveries, and
 * forgets the priority when it hands a job out.
 *
 * @param form how it was submitted
 * @param priority its place in the queue
 * @param settled how many holders have put it back
 * @param parcel what the next holder gets
 */
record Cargo(Form form, Priority priority, int settled, Parcel parcel) {
  private static final int HEADER = 6;

  /** How a job was submitted. */
  enum Form {
    /** In the background. */
    BACKGROUND(1),
    /** In the foreground, and what it says comes with it. */
    FOREGROUND(2),
    /** In the foreground, by a client that hears what it says elsewhere. */
    SILENT(3),
    /** In the background, and there is nothing to do. */
    NOTHING(4);

    private final byte number;

    Form(int number) {
      this.number = (byte) number;
    }

    private static @Nullable Form of(byte number) {
      for (Form form : values()) {
        if (form.number == number) {
          return form;
        }
      }
      return null;
    }
  }

  /** Whether it ends with the connection that submitted it. */
  boolean isForeground() {
    return form == Form.FOREGROUND || form == Form.SILENT;
  }

  /** Whether what it says goes back over that connection. */
  boolean carriesLetters() {
    return form == Form.FOREGROUND;
  }

  /** What it is submitted as. */
  Pieces pieces() {
    byte[] header = parcel.header();
    byte[] begin =
        ByteBuffer.allocate(HEADER + header.length + 1)
            .put(form.number)
            .put((byte) priority.name().charAt(0))
            .putInt(settled)
            .put(header)
            .put((byte) '\n')
            .array();
    return new Pieces().add(begin).add(parcel.body());
  }

  byte[] toBytes() {
    return pieces().toBytes();
  }

  /** What was submitted; something of another form is a parcel that nobody can read. */
  static Cargo of(byte[] data) {
    return of(ByteBuffer.wrap(data));
  }

  /** Likewise, of all that is left there, which must not be changed. */
  static Cargo of(ByteBuffer data) {
    ByteBuffer bytes = data.slice();
    Form form = bytes.remaining() < HEADER ? null : Form.of(bytes.get());
    if (form == null) {
      Parcel unknown = Parcel.of(new byte[0], new Slice(data.slice()).toBytes());
      return new Cargo(Form.BACKGROUND, Priority.NORMAL, 0, unknown);
    }
    Priority priority = priority(bytes.get());
    int settled = bytes.getInt();
    return new Cargo(form, priority, settled, new Slice(bytes.slice()));
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
    return new Cargo(form, priority, settled + 1, next);
  }
}
