package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
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
 * Takes jobs of some functions from one server, several at once: it asks for as many as may be
 * there before the first answer. If it could take more, it says in the same breath that it sleeps,
 * so that the server says at once whether there are more, and otherwise when there are. Thread
 * safe.
 */
final class Taker implements Peer.Side {

  /** A sleeper is not woken for a job whose time has come, so it looks by itself. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private final Peer peer;
  private final String name;
  private final long look;

  /** All below is guarded by this. */
  private Set<String> functions = Set.of();

  private final Deque<Taken> arrived = new ArrayDeque<>();

  /** The server knows on this connection what is taken. */
  private boolean isReady;

  /** How many questions are not answered yet. */
  private int asked;

  /** How many the last question was about, and how many jobs have come since. */
  private int wanted;

  private int came;

  /** How many jobs the server probably has when it has some. */
  private int likely = 1;

  /** The server may have a job: it has not said that it has none, or said since that it has. */
  private boolean mayHave;

  /** The server was told to say so. */
  private boolean asleep;

  private long lookAt;

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
    List<Frame> frames = new ArrayList<>();
    Set<String> gone = new LinkedHashSet<>(functions);
    gone.removeAll(names);
    gone.forEach(each -> frames.add(new Frame(Kind.CANT_DO, Frame.bytes(each))));
    Set<String> added = new LinkedHashSet<>(names);
    added.removeAll(functions);
    added.forEach(each -> frames.add(new Frame(Kind.CAN_DO, Frame.bytes(each))));
    functions = new LinkedHashSet<>(names);
    mayHave = true;
    boolean unused = peer.say(frames);
  }

  /** Whether the server knows what is taken. */
  synchronized boolean isReady() {
    return isReady;
  }

  /**
   * Whether the server may have a job: there is a connection, and it has not said that it has none.
   */
  synchronized boolean mayAsk(long now) {
    return isReady && !functions.isEmpty() && (mayHave || (asked == 0 && lookAt - now <= 0));
  }

  /** Asks for so many jobs at most, as far as they are likely to be there. */
  synchronized void ask(int most) {
    ask(most, likely);
  }

  /** Asks for so many jobs. */
  synchronized void askForAll(int count) {
    ask(count, count);
  }

  private void ask(int most, int probable) {
    int count = mayHave ? Math.min(most, probable) : 1;
    List<Frame> frames = new ArrayList<>(count + 1);
    for (int i = 0; i < count; i++) {
      frames.add(new Frame(Kind.GRAB_JOB_UNIQ));
    }
    if (count < most) {
      frames.add(new Frame(Kind.PRE_SLEEP));
    }
    if (peer.say(frames)) {
      asked += count;
      wanted = asked;
      came = 0;
      mayHave = count == most;
      sleep(count < most);
    }
  }

  private void sleep(boolean now) {
    asleep = now;
    lookAt = System.nanoTime() + look / 2 + jitter();
  }

  /** How many jobs have arrived or may in a moment. */
  synchronized int expected() {
    return asked + arrived.size();
  }

  /** How long until the next look, in nanoseconds. */
  synchronized long untilLook(long now) {
    return !isReady || mayHave || asked > 0 ? look : Math.max(0, lookAt - now);
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
    isReady = true;
    mayHave = true;
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(Kind.SET_CLIENT_ID, Frame.bytes(name)));
    functions.forEach(each -> frames.add(new Frame(Kind.CAN_DO, Frame.bytes(each))));
    boolean unused = peer.say(frames);
  }

  @Override
  public synchronized void packet(Peer from, Packet packet) {
    switch (packet.kind()) {
      case JOB_ASSIGN_UNIQ -> {
        arrived.add(
            new Taken(
                this,
                peer.generation(),
                packet.text(0),
                packet.text(1),
                packet.text(2),
                packet.bytes(3)));
        came++;
        answered();
      }
      case NO_JOB -> {
        mayHave = mayHave && asleep; // Who sleeps has heard of a job that came later.
        answered();
      }
      case NOOP -> mayHave = true;
      default -> {}
    }
  }

  private void answered() {
    asked--;
    if (asked > 0) {
      return;
    }
    likely = came == wanted ? 2 * wanted : Math.max(1, came);
    if (!mayHave && !asleep) {
      boolean unused = peer.say(List.of(new Frame(Kind.PRE_SLEEP)));
      sleep(true);
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
    isReady = false;
  }
}
