package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Packet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A foreground job as its client sees it. */
interface Flight {

  /** The task's id. */
  String id();

  /** What is to be done. */
  String function();

  /**
   * The packet that submits it.
   *
   * @param losses how many connections were lost before
   */
  Frame frame(int losses);

  /** Whether others may submit a job under its key. */
  default boolean isShared() {
    return false;
  }

  /**
   * Takes what the server sends about it.
   *
   * @return null while it goes on as it is
   * @throws IllegalArgumentException if that is nothing that can be read
   */
  @Nullable Next hear(Packet packet);

  /**
   * What comes behind a job that the server has done with.
   *
   * @param flight what is submitted in its place; null if it has ended
   * @param delay how long that waits
   */
  record Next(@Nullable Flight flight, Duration delay) {

    /** The job has ended. */
    static final Next END = new Next(null, Duration.ZERO);
  }
}
