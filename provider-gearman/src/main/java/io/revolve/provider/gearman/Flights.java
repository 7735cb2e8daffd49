package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Foreground jobs that a client has under way. What they say comes over their connection; if that
 * is lost, the server forgets them, and they are submitted again. Thread safe.
 */
final class Flights implements Peer.Side, Loop.Timed, Doubts.Gone {
  private static final System.Logger LOGGER = System.getLogger(Flights.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private record Due(Flight flight, long at) {}

  /**
   * The jobs by server and handle; all below is guarded by this. Jobs of one key are one to the
   * server, which sends a packet for each of them: they take turns.
   */
  private final Map<Peer, Map<String, Deque<Flight>>> flying = new HashMap<>();

  private final PriorityQueue<Due> due =
      new PriorityQueue<>((a, b) -> Long.compare(a.at() - b.at(), 0));

  private final List<Peer> up = new ArrayList<>();

  /** Those that have been submitted again and not answered yet. */
  private final List<Flight> asked = new ArrayList<>();

  /** The tasks of which nothing is submitted again. */
  private final Known<Boolean> ignored = new Known<>();

  /** How many connections were lost. */
  private int losses;

  private final Doubts doubts = new Doubts(this);

  /**
   * The packet that submits a job now. A server drops the jobs of a lost connection when their turn
   * comes, and what is submitted under the same key until then along with them: so the key is
   * another after each loss.
   */
  synchronized Frame frame(Flight flight) {
    return flight.frame(losses);
  }

  /** A server has accepted a job. */
  synchronized void begun(Peer peer, String handle, Flight flight) {
    flying
        .computeIfAbsent(peer, p -> new HashMap<>())
        .computeIfAbsent(handle, h -> new ArrayDeque<>(1))
        .add(flight);
    if (flight.isShared() || losses > Keys.ROUNDS) {
      doubts.add(peer, handle, flight);
    }
  }

  @Override
  public synchronized boolean isUnderWay(Peer peer, String handle, Flight flight) {
    Deque<Flight> same = flying.getOrDefault(peer, Map.of()).get(handle);
    return same != null && same.contains(flight);
  }

  @Override
  public void gone(Peer peer, String handle, Flight flight) {
    follow(peer, handle, flight, new Flight.Next(flight, Duration.ZERO));
  }

  /** A job is submitted when its time has come. */
  synchronized void begin(Flight flight, Duration delay) {
    due.add(new Due(flight, System.nanoTime() + delay.toNanos()));
  }

  /** Forgets a job that waits here for its time; false if there is none. */
  synchronized boolean cancel(String id) {
    return due.removeIf(each -> each.flight().id().equals(id));
  }

  /** A job is not submitted again: it is cancelled at the server, which says that it failed. */
  void ignore(String id) {
    ignored.add(id, true);
  }

  /** Whether a job is under way or waits, as far as is known here. */
  synchronized boolean has(String id) {
    return due.stream().anyMatch(each -> each.flight().id().equals(id))
        || asked.stream().anyMatch(flight -> flight.id().equals(id))
        || flying.values().stream()
            .flatMap(there -> there.values().stream())
            .anyMatch(same -> same.stream().anyMatch(flight -> flight.id().equals(id)));
  }

  /** How many jobs wait here for their time, by function. */
  synchronized Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new HashMap<>();
    due.forEach(each -> waiting.merge(each.flight().function(), 1, Integer::sum));
    return waiting;
  }

  @Override
  public void packet(Peer peer, Packet packet) {
    if (!packet.kind().isAboutWork()) {
      return;
    }
    String handle = packet.text(0).replace("\0", ""); // A refused exception's handle ends with one.
    Flight flight = whoseTurn(peer, handle);
    Flight.Next next = flight == null ? null : next(flight, packet);
    if (flight != null && next != null) {
      follow(peer, handle, flight, next);
    }
  }

  /** In one step: what is looked for flies, or waits here. */
  private synchronized void follow(Peer peer, String handle, Flight flight, Flight.Next next) {
    if (remove(peer, handle, flight) && next.flight() != null) {
      begin(next.flight(), next.delay());
    }
  }

  private static Flight.@Nullable Next next(Flight flight, Packet packet) {
    try {
      return flight.hear(packet);
    } catch (IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.WARNING, "dropped a " + packet.kind() + ": " + e.getMessage());
      // A worker of another kind has done it, and nobody knows what came of it.
      return packet.kind() == Kind.WORK_COMPLETE ? new Flight.Next(flight, PAUSE) : null;
    }
  }

  private synchronized @Nullable Flight whoseTurn(Peer peer, String handle) {
    Deque<Flight> same = flying.getOrDefault(peer, Map.of()).get(handle);
    if (same == null) {
      return null;
    }
    Flight flight = same.remove();
    same.add(flight);
    return flight;
  }

  /** False if it is gone already: its connection was lost, and it is submitted again for that. */
  private synchronized boolean remove(Peer peer, String handle, Flight flight) {
    Map<String, Deque<Flight>> there = flying.getOrDefault(peer, Map.of());
    Deque<Flight> same = there.get(handle);
    if (same == null || !same.remove(flight)) {
      return false;
    }
    if (same.isEmpty()) {
      there.remove(handle);
    }
    return true;
  }

  @Override
  public void up(Peer peer) {
    // Without this option an exception comes as a failure that says nothing.
    Reply unheard = new Reply(answer -> {});
    peer.ask(List.of(new Frame(Kind.OPTION_REQ, Frame.bytes("exceptions"))), List.of(unheard));
    synchronized (this) {
      up.add(peer);
    }
  }

  @Override
  public synchronized void down(Peer peer) {
    up.remove(peer);
    losses++;
    Map<String, Deque<Flight>> lost = flying.remove(peer);
    if (lost != null) {
      long now = System.nanoTime();
      lost.values().forEach(same -> same.forEach(flight -> due.add(new Due(flight, now))));
    }
  }

  /** Submits what is due. Nobody waits for the answers, which come as others do. */
  @Override
  public long tick(long now) {
    doubts.ask(now);
    for (Flight flight : due(now)) {
      submit(flight);
    }
    synchronized (this) {
      boolean waits = up.isEmpty() || due.isEmpty();
      return waits ? PAUSE.toNanos() : Math.max(0, due.peek().at() - System.nanoTime());
    }
  }

  private synchronized List<Flight> due(long now) {
    List<Flight> flights = new ArrayList<>();
    while (!up.isEmpty() && !due.isEmpty() && due.peek().at() - now <= 0) {
      flights.add(due.poll().flight());
    }
    asked.addAll(flights);
    return flights;
  }

  private void submit(Flight flight) {
    if (ignored.has(flight.id())) {
      answered(flight);
      return;
    }
    Peer peer = anyUp();
    if (peer == null) {
      refused(flight, Duration.ZERO);
      return;
    }
    Reply reply =
        new Reply(
            answer -> answered(peer, answer, flight),
            () -> refused(flight, Duration.ofMillis(100)));
    peer.ask(List.of(frame(flight)), List.of(reply));
  }

  private void answered(Peer peer, Packet answer, Flight flight) {
    if (answer.kind() == Kind.JOB_CREATED) {
      begun(peer, answer.text(0), flight);
      answered(flight);
    } else {
      refused(flight, PAUSE); // Its queue may be full.
    }
  }

  private void refused(Flight flight, Duration delay) {
    begin(flight, delay);
    answered(flight);
  }

  private synchronized void answered(Flight flight) {
    asked.remove(flight);
  }

  private synchronized @Nullable Peer anyUp() {
    return up.isEmpty() ? null : up.get(ThreadLocalRandom.current().nextInt(up.size()));
  }
}
