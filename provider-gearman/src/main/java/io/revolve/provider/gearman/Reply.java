package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Packet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a server answers to one packet. Set once. */
final class Reply {
  private final Consumer<Packet> first;
  private final Runnable ifLost;
  private volatile @Nullable Packet packet;
  private volatile @Nullable String lost;

  /** A reply that is looked at as it comes, before whatever comes behind it. */
  Reply(Consumer<Packet> first) {
    this(first, () -> {});
  }

  /** A reply that may be missed. */
  Reply(Consumer<Packet> first, Runnable ifLost) {
    this.first = first;
    this.ifLost = ifLost;
  }

  void come(Packet answer) {
    first.accept(answer);
    packet = answer;
  }

  /** No answer will come, for the connection is lost. */
  void lost(String why) {
    lost = why;
    ifLost.run();
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
