package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Foreground jobs under keys that others may use, too. If the first who used a key has gone, the
 * server drops the job when its turn comes, and does not tell those who joined it: so it is asked,
 * ever more seldom, whether it still has such a job. Thread safe.
 */
final class Doubts {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private record Doubt(Peer peer, String handle, Flight flight, Duration pause, long at) {}

  /** What is done with jobs of which a server knows nothing. */
  interface Gone {

    /** Whether nothing was heard of the job's end yet. */
    boolean isUnderWay(Peer peer, String handle, Flight flight);

    /** The server has dropped it. */
    void gone(Peer peer, String handle, Flight flight);
  }

  private final Gone gone;

  /** Guarded by this. */
  private final PriorityQueue<Doubt> doubts =
      new PriorityQueue<>((a, b) -> Long.compare(a.at() - b.at(), 0));

  Doubts(Gone gone) {
    this.gone = gone;
  }

  /** A server has accepted a job, or joined it to another. */
  void add(Peer peer, String handle, Flight flight) {
    add(peer, handle, flight, FIRST);
  }

  private synchronized void add(Peer peer, String handle, Flight flight, Duration pause) {
    doubts.add(new Doubt(peer, handle, flight, pause, System.nanoTime() + pause.toNanos()));
  }

  /** Asks about those whose time has come. */
  void ask(long now) {
    for (Doubt doubt : due(now)) {
      if (gone.isUnderWay(doubt.peer(), doubt.handle(), doubt.flight())) {
        Reply reply = new Reply(answer -> answered(doubt, answer));
        byte[] handle = Frame.bytes(doubt.handle());
        doubt.peer().ask(List.of(new Frame(Kind.GET_STATUS, handle)), List.of(reply));
      }
    }
  }

  private synchronized List<Doubt> due(long now) {
    List<Doubt> due = new ArrayList<>();
    while (!doubts.isEmpty() && doubts.peek().at() - now <= 0) {
      due.add(doubts.poll());
    }
    return due;
  }

  /** What was said of a job comes before the answer that it is not there any more. */
  private void answered(Doubt doubt, Packet answer) {
    if (answer.kind() == Kind.STATUS_RES && answer.text(1).equals("0")) {
      gone.gone(doubt.peer(), doubt.handle(), doubt.flight());
    } else {
      Duration twice = doubt.pause().multipliedBy(2);
      Duration next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
      add(doubt.peer(), doubt.handle(), doubt.flight(), next);
    }
  }
}
