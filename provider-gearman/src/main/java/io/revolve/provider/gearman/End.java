package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Pieces;
import io.revolve.spi.Letter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a holder ends a foreground job: one byte, then for a job that is to be run again a delay in
 * milliseconds, and the length of the cargo and the cargo; then its last letters.
 *
 * @param letters what it says
 * @param again what the client submits again; null if the job has ended
 * @param delay how long that waits
 */
record End(List<Letter> letters, @Nullable Cargo again, Duration delay) {
  private static final byte ENDED = 1;
  private static final byte AGAIN = 2;

  static End of(List<Letter> letters) {
    return new End(letters, null, Duration.ZERO);
  }

  Pieces pieces() {
    Pieces said = Envelope.pieces(letters);
    if (again == null) {
      return new Pieces().add(new byte[] {ENDED}).addAll(said);
    }
    Pieces cargo = again.pieces();
    byte[] begin =
        ByteBuffer.allocate(1 + 8 + 4)
            .put(AGAIN)
            .putLong(delay.toMillis())
            .putInt(cargo.length())
            .array();
    return new Pieces().add(begin).addAll(cargo).addAll(said);
  }

  /**
   * Reads an end.
   *
   * @throws IllegalArgumentException if that is no such data
   */
  static End of(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    byte form = data.length == 0 ? ENDED : bytes.get();
    Cargo cargo = null;
    Duration delay = Duration.ZERO;
    if (form == AGAIN && bytes.remaining() >= 12) {
      delay = Duration.ofMillis(bytes.getLong());
      cargo = Cargo.of(Envelope.take(bytes, bytes.getInt()));
    } else if (form != ENDED) {
      throw new IllegalArgumentException("an end of the unknown form " + form);
    }
    return new End(Envelope.read(bytes), cargo, delay);
  }
}
