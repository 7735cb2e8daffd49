package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Pieces;
import java.time.Duration;

/** Packets that submit jobs. */
final class Submit {

  private Submit() {}

  /** The packet of a task's first job. */
  static Frame first(String work, String id, Cargo cargo, Duration delay) {
    return frame(work, Keys.first(id, isLater(cargo, delay)), cargo, delay);
  }

  /** The packet of a job that is put back. */
  static Frame next(String work, String key, Cargo cargo, Duration delay) {
    return frame(work, Keys.next(key, isLater(cargo, delay)), cargo, delay);
  }

  /** The server knows no time for foreground jobs, which are submitted when they are due. */
  private static boolean isLater(Cargo cargo, Duration delay) {
    return !cargo.isForeground() && !delay.isZero();
  }

  /** The packet of one job. The server counts time in seconds; it is never too early. */
  static Frame frame(String work, String unique, Cargo cargo, Duration delay) {
    Pieces data = cargo.pieces();
    byte[] key = Frame.bytes(unique);
    if (isLater(cargo, delay)) {
      byte[] later = Frame.bytes(Functions.later(work));
      return new Frame(Kind.SUBMIT_JOB_EPOCH, data, later, key, time(delay));
    }
    Priority priority = cargo.priority();
    Kind kind = cargo.isForeground() ? foreground(priority) : kind(priority);
    return new Frame(kind, data, Frame.bytes(work), key);
  }

  /** A time from now as the server knows it. */
  static byte[] time(Duration delay) {
    return Frame.bytes(Long.toString((System.currentTimeMillis() + delay.toMillis() + 999) / 1000));
  }

  /** The packet of a foreground job. */
  static Frame foreground(String function, String unique, Priority priority, byte[] data) {
    return new Frame(foreground(priority), Frame.bytes(function), Frame.bytes(unique), data);
  }

  private static Kind foreground(Priority priority) {
    return switch (priority) {
      case HIGH -> Kind.SUBMIT_JOB_HIGH;
      case NORMAL -> Kind.SUBMIT_JOB;
      case LOW -> Kind.SUBMIT_JOB_LOW;
    };
  }

  private static Kind kind(Priority priority) {
    return switch (priority) {
      case HIGH -> Kind.SUBMIT_JOB_HIGH_BG;
      case NORMAL -> Kind.SUBMIT_JOB_BG;
      case LOW -> Kind.SUBMIT_JOB_LOW_BG;
    };
  }
}
