package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.provider.gearman.protocol.Frames;
import io.revolve.provider.gearman.protocol.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Packets that submit jobs. */
final class Submit {

  private Submit() {}

  /**
   * The packet of one job. The server counts time in seconds; it is never too early. It knows none
   * for foreground jobs, which are submitted when they are due.
   */
  static ByteBuffer frame(String function, String unique, Cargo cargo, Duration delay) {
    byte[] data = cargo.toBytes();
    byte[] name = Frames.bytes(function);
    byte[] key = Frames.bytes(unique);
    if (cargo.isForeground()) {
      return foreground(function, unique, cargo.priority(), data);
    }
    if (!delay.isZero()) {
      long due = (System.currentTimeMillis() + delay.toMillis() + 999) / 1000;
      return Frames.request(
          Kind.SUBMIT_JOB_EPOCH, name, key, Frames.bytes(Long.toString(due)), data);
    }
    return Frames.request(kind(cargo.priority()), name, key, data);
  }

  /** The packet of a foreground job. */
  static ByteBuffer foreground(String function, String unique, Priority priority, byte[] data) {
    return Frames.request(foreground(priority), Frames.bytes(function), Frames.bytes(unique), data);
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

  /**
   * The key of a job that is put back. It must differ from that of the job which still is there, or
   * both would be one.
   */
  static String next(String unique) {
    int mark = unique.lastIndexOf('~');
    String id = mark < 0 ? unique : unique.substring(0, mark);
    return id + (unique.endsWith("~1") ? "~2" : "~1");
  }

  /** The job's id in its key. */
  static String id(String unique) {
    int mark = unique.lastIndexOf('~');
    return mark < 0 ? unique : unique.substring(0, mark);
  }
}
