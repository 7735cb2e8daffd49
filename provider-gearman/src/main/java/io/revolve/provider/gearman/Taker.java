package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Frames;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs of some functions from one server, as many at once as are wanted: it asks for all of
 * them before the first answer, and sleeps only when none is left. Thread safe.
 */
final class Taker implements Peer.Side {

  /** A sleeper is not woken for a job whose time has come, so it looks by itself. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final byte[][] NOTHING = {};

  private final Peer peer;
  private final String name;
  private final long look;

  /** All below is guarded by this. */
  private Set<String> functions = Set.of();

  private final Deque<Taken> arrived = new ArrayDeque<>();
  private int asked;
  private boolean asleep;

  /** The server has said that it has no job, though not yet to every question. */
  private boolean isDry;

  private long lookAt;

  /** Nobody has said that there is a job: one question is enough. */
  private boolean isLooking;

  /**
   * A taker that is not connected yet.
   *
   * @param name is shown in the server's list of workers
   * @param look after how long a sleeper looks
   */
  Taker(Address server, Loop loop, Duration timeout, String name, Duration look) {
    this.name = name;
    this.look = look.toNanos();
    peer = new Peer(server, loop, timeout, this);
    peer.open();
  }

  Peer peer() {
    return peer;
  }

  boolean isUp() {
    return peer.isUp();
  }

  int generation() {
    return peer.generation();
  }

  /**
   * Fails if no server has been connected for longer than a call may take.
   *
   * @throws EngineException which says why there is no connection to each
   */
  static void check(List<Taker> takers) {
    for (Taker taker : takers) {
      if (!taker.peer.isGone()) {
        return;
      }
    }
    if (!takers.isEmpty()) {
      throw Servers.noneAnswers(takers.stream().map(Taker::peer).toList());
    }
  }

  /**
   * What is taken from now on, the first from last to first. The server gives jobs that are held
   * here to others, if their function is not taken any more.
   */
  synchronized void offer(Set<String> names) {
    if (names.equals(functions)) {
      return;
    }
    List<ByteBuffer> frames = new ArrayList<>();
    Set<String> gone = new LinkedHashSet<>(functions);
    gone.removeAll(names);
    gone.forEach(each -> frames.add(Frames.request(Kind.CANT_DO, Frames.bytes(each))));
    Set<String> added = new LinkedHashSet<>(names);
    added.removeAll(functions);
    added.forEach(each -> frames.add(Frames.request(Kind.CAN_DO, Frames.bytes(each))));
    functions = new LinkedHashSet<>(names);
    asleep = false;
    boolean unused = peer.say(frames);
  }

  /**
   * Whether the server may have a job: there is a connection, and it has not said that it has none.
   */
  synchronized boolean mayAsk(long now) {
    if (asleep && lookAt - now <= 0) {
      asleep = false;
      isLooking = true;
    }
    return !asleep && !isDry && !functions.isEmpty() && peer.isUp();
  }

  /** Asks for so many jobs, before the first answer; for one, where there probably is none. */
  synchronized void ask(int most) {
    int count = isLooking ? 1 : most;
    isLooking = false;
    List<ByteBuffer> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(Frames.request(Kind.GRAB_JOB_UNIQ, NOTHING));
    }
    if (peer.say(frames)) {
      asked += count;
    }
  }

  /** How many jobs have arrived or may in a moment. */
  synchronized int expected() {
    return asked + arrived.size();
  }

  /** How long until the next look, in nanoseconds. */
  synchronized long untilLook(long now) {
    return asleep ? Math.max(0, lookAt - now) : look;
  }

  synchronized boolean hasArrived() {
    return !arrived.isEmpty();
  }

  /** Whether the server has been asked for jobs and has not answered yet. */
  synchronized boolean isAsking() {
    return asked > 0;
  }

  synchronized @Nullable Taken poll() {
    return arrived.poll();
  }

  @Override
  public synchronized void up(Peer now) {
    arrived.clear(); // The server has given them to others.
    asked = 0;
    asleep = false;
    isDry = false;
    List<ByteBuffer> frames = new ArrayList<>();
    frames.add(Frames.request(Kind.SET_CLIENT_ID, Frames.bytes(name)));
    functions.forEach(each -> frames.add(Frames.request(Kind.CAN_DO, Frames.bytes(each))));
    boolean unused = peer.say(frames);
  }

  @Override
  public synchronized void packet(Peer from, Packet packet) {
    switch (packet.kind()) {
      case JOB_ASSIGN_UNIQ -> {
        asked--;
        isDry = isDry && asked > 0;
        isLooking = false;
        arrived.add(
            new Taken(
                this,
                peer.generation(),
                packet.text(0),
                packet.text(1),
                packet.text(2),
                packet.bytes(3)));
      }
      case NO_JOB -> {
        asked--;
        isDry = asked > 0;
        if (asked == 0) {
          asleep = true;
          lookAt = System.nanoTime() + look / 2 + jitter();
          boolean unused = peer.say(List.of(Frames.request(Kind.PRE_SLEEP, NOTHING)));
        }
      }
      case NOOP -> {
        asleep = false;
        isDry = false;
        isLooking = false;
      }
      default -> {}
    }
  }

  /** Where all look in step, one who puts a job back for others may always be the first again. */
  private long jitter() {
    return ThreadLocalRandom.current().nextLong(look);
  }

  @Override
  public synchronized void down(Peer lost) {
    arrived.clear();
    asked = 0;
    asleep = false;
    isDry = false;
  }
}
