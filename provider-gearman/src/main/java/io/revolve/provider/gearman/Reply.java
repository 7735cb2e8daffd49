package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Packet;
import org.jspecify.annotations.Nullable;

/** What a server answers to one packet. Set once. */
final class Reply {
  private volatile @Nullable Packet packet;
  private volatile @Nullable String lost;

  void come(Packet answer) {
    packet = answer;
  }

  /** No answer will come, for the connection is lost. */
  void lost(String why) {
    lost = why;
  }

  boolean isDone() {
    return packet != null || lost != null;
  }

  /** The answer; null if it was lost. */
  @Nullable Packet packet() {
    return packet;
  }

  /** Why there is none. */
  @Nullable String lost() {
    return lost;
  }
}
