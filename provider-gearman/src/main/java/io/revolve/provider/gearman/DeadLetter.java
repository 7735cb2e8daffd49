package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A job that failed for good, as the data of a job on which nobody works: the length of its name
 * (two bytes) and the name, the length of its cargo (four bytes) and the cargo, then its last word.
 *
 * @param name the name of the work
 * @param cargo what it was submitted with
 * @param outcome its terminal message
 */
record DeadLetter(String name, Cargo cargo, Parcel outcome) {

  byte[] toBytes() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] carried = cargo.toBytes();
    byte[] said = outcome.toBytes();
    return ByteBuffer.allocate(2 + text.length + 4 + carried.length + said.length)
        .putShort((short) text.length)
        .put(text)
        .putInt(carried.length)
        .put(carried)
        .put(said)
        .array();
  }

  /**
   * Reads a dead letter.
   *
   * @throws IllegalArgumentException if that is no such data
   */
  static DeadLetter of(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    ByteBuffer text = Envelope.take(bytes, data.length < 2 ? -1 : bytes.getShort() & 0xffff);
    ByteBuffer carried = Envelope.take(bytes, bytes.remaining() < 4 ? -1 : bytes.getInt());
    String name = StandardCharsets.UTF_8.decode(text).toString();
    return new DeadLetter(name, Cargo.of(carried), new Slice(bytes.slice()));
  }

  /** The job as it is known of a dead letter: nobody has kept when it was accepted. */
  Job job(Grave grave) {
    return new Job(
        grave.id(),
        name,
        grave.queue(),
        TaskState.FAILED,
        cargo.settled() + 1,
        null,
        grave.diedAt(),
        grave.diedAt(),
        cargo.parcel(),
        outcome);
  }

  /** What is submitted when it is replayed: in the background, as its client need not be there. */
  Cargo replayed(Parcel parcel) {
    Priority priority = cargo.priority();
    return new Cargo(Cargo.Form.BACKGROUND, priority, 0, parcel);
  }
}
