package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Letter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Foreground jobs that a client has under way. What they say comes over their connection; if that
 * is lost, the server forgets them, and they are submitted again. Thread safe.
 */
final class Flights implements Peer.Side, Loop.Timed {
  private static final System.Logger LOGGER = System.getLogger(Flights.class.getName());
  private static final long LONG = Duration.ofSeconds(1).toNanos();

  /** A job as it was submitted. */
  record Flight(String function, String unique, Cargo cargo) {

    ByteBuffer frame() {
      return Submit.frame(function, unique, cargo, Duration.ZERO);
    }
  }

  private record Due(Flight flight, long at) {}

  private final Consumer<Letter> letters;

  /** All below is guarded by this. */
  private final Map<Peer, Map<String, Flight>> flying = new HashMap<>();

  private final PriorityQueue<Due> due =
      new PriorityQueue<>((a, b) -> Long.compare(a.at() - b.at(), 0));

  private final List<Peer> up = new ArrayList<>();

  /** Hands on what the jobs say. */
  Flights(Consumer<Letter> letters) {
    this.letters = letters;
  }

  /** A server has accepted a job. */
  synchronized void begun(Peer peer, String handle, Flight flight) {
    flying.computeIfAbsent(peer, p -> new HashMap<>()).put(handle, flight);
  }

  /** A job is submitted when its time has come. */
  synchronized void begin(Flight flight, Duration delay) {
    due.add(new Due(flight, System.nanoTime() + delay.toNanos()));
  }

  @Override
  public void packet(Peer peer, Packet packet) {
    try {
      switch (packet.kind()) {
        case WORK_DATA -> Envelope.read(packet.bytes(1)).forEach(letters);
        case WORK_COMPLETE -> ended(peer, packet);
        case WORK_FAIL -> failed(peer, packet.text(0).replace("\0", ""));
        default -> {}
      }
    } catch (IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.WARNING, "dropped a " + packet.kind() + ": " + e.getMessage());
    }
  }

  private void ended(Peer peer, Packet packet) {
    Flight flight = remove(peer, packet.text(0));
    End end = End.of(packet.bytes(1));
    end.letters().forEach(letters);
    Cargo again = end.again();
    if (flight != null && again != null) {
      Flight next = new Flight(flight.function(), Submit.next(flight.unique()), again);
      begin(next, end.delay());
    }
  }

  /**
   * The server has given it up, as it killed too many workers; whether that was its fault, is open.
   */
  private void failed(Peer peer, String handle) {
    Flight flight = remove(peer, handle);
    if (flight != null) {
      begin(flight, Duration.ofSeconds(1));
    }
  }

  private synchronized @Nullable Flight remove(Peer peer, String handle) {
    Map<String, Flight> there = flying.get(peer);
    return there == null ? null : there.remove(handle);
  }

  @Override
  public synchronized void up(Peer peer) {
    up.add(peer);
  }

  @Override
  public synchronized void down(Peer peer) {
    up.remove(peer);
    Map<String, Flight> lost = flying.remove(peer);
    if (lost != null) {
      long now = System.nanoTime();
      lost.values().forEach(flight -> due.add(new Due(flight, now)));
    }
  }

  /** Submits what is due. Nobody waits for the answers, which come as others do. */
  @Override
  public long tick(long now) {
    for (Flight flight : due(now)) {
      submit(flight);
    }
    synchronized (this) {
      boolean waits = up.isEmpty() || due.isEmpty();
      return waits ? LONG : Math.max(0, due.peek().at() - System.nanoTime());
    }
  }

  private synchronized List<Flight> due(long now) {
    List<Flight> flights = new ArrayList<>();
    while (!up.isEmpty() && !due.isEmpty() && due.peek().at() - now <= 0) {
      flights.add(due.poll().flight());
    }
    return flights;
  }

  private void submit(Flight flight) {
    Peer peer = anyUp();
    if (peer == null) {
      begin(flight, Duration.ZERO);
      return;
    }
    Reply reply =
        new Reply(
            answer -> answered(peer, answer, flight), () -> begin(flight, Duration.ofMillis(100)));
    peer.ask(List.of(flight.frame()), List.of(reply));
  }

  private void answered(Peer peer, Packet answer, Flight flight) {
    if (answer.kind() == Kind.JOB_CREATED) {
      begun(peer, answer.text(0), flight);
    } else {
      begin(flight, Duration.ofSeconds(1)); // Its queue may be full.
    }
  }

  private synchronized @Nullable Peer anyUp() {
    return up.isEmpty() ? null : up.get(ThreadLocalRandom.current().nextInt(up.size()));
  }
}
