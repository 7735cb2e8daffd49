package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one server now and then, beside the jobs, on connections of its own that are
 * made when they are first needed. Thread safe.
 */
final class Errand implements AutoCloseable {
  private final Address server;
  private final Loop loop;
  private final Duration timeout;
  private final Admin admin;

  /** Held while functions are worked on. */
  private final ReentrantLock working = new ReentrantLock();

  /** Guarded by this. */
  private @Nullable Taker taker;

  Errand(Address server, Loop loop, Duration timeout) {
    this.server = server;
    this.loop = loop;
    this.timeout = timeout;
    admin = new Admin(server.host(), server.port(), timeout);
  }

  /** The server, as {@link Peer#name()} says it. */
  String name() {
    return server.host() + ":" + server.port();
  }

  Admin admin() {
    return admin;
  }

  /**
   * Asks, in one round trip, and waits for the answers.
   *
   * @throws EngineException if one of them does not come, or is an error
   */
  List<Packet> ask(List<Frame> questions) {
    return ask(taker().peer(), questions);
  }

  private List<Packet> ask(Peer peer, List<Frame> questions) {
    List<Reply> replies = new ArrayList<>(questions.size());
    questions.forEach(question -> replies.add(new Reply(packet -> {})));
    peer.ask(questions, replies);
    await(peer.loop(), "does not answer", () -> replies.stream().allMatch(Reply::isDone));
    List<Packet> answers = new ArrayList<>(replies.size());
    for (Reply reply : replies) {
      Packet answer = reply.packet();
      if (answer == null) {
        throw problem("was lost: " + reply.lost());
      }
      if (answer.kind() == Kind.ERROR) {
        throw problem("refuses: " + Peer.text(answer));
      }
      answers.add(answer);
    }
    return answers;
  }

  /** Someone who takes jobs for a moment, and does something with them. */
  interface Work<T> {

    /**
     * Does it.
     *
     * @param jobs what was there to be taken; what is not ended goes back to the server, as if its
     *     worker had died
     */
    T with(List<Taken> jobs);
  }

  /**
   * Takes what waits in some functions, does something with it, and leaves them.
   *
   * @param most how many jobs at most
   */
  <T> T take(Set<String> functions, int most, Work<T> work) {
    working.lock();
    try {
      Taker own = taker();
      own.offer(functions);
      try {
        own.askForAll(most);
        await(loop, "hands nothing out", () -> !own.isAsking());
        List<Taken> jobs = new ArrayList<>();
        for (Taken job = own.poll(); job != null; job = own.poll()) {
          jobs.add(job);
        }
        return work.with(jobs);
      } finally {
        own.offer(Set.of());
      }
    } finally {
      working.unlock();
    }
  }

  /** Ends jobs; when it returns, the server has forgotten them. */
  void end(List<Taken> jobs) {
    List<Frame> frames = new ArrayList<>(jobs.size());
    for (Taken job : jobs) {
      frames.add(new Frame(Kind.WORK_COMPLETE, Frame.bytes(job.handle()), new byte[0]));
    }
    Peer peer = taker().peer();
    boolean unused = peer.say(frames);
    fence(peer);
  }

  /** Returns when the server has done what was said on a connection to it. */
  void fence(Peer peer) {
    List<Packet> unused = ask(peer, List.of(new Frame(Kind.ECHO_REQ, Frame.bytes("revolve"))));
  }

  /**
   * Has the server free what was cancelled and stands first in a function: it does so when somebody
   * who works on it goes to sleep.
   */
  void sweep(String function) {
    working.lock();
    try {
      byte[] name = Frame.bytes(function);
      boolean unused =
          taker()
              .peer()
              .say(
                  List.of(
                      new Frame(Kind.CAN_DO, name),
                      new Frame(Kind.PRE_SLEEP),
                      new Frame(Kind.CANT_DO, name)));
    } finally {
      working.unlock();
    }
  }

  private Taker taker() {
    Taker own;
    synchronized (this) {
      if (taker == null) {
        taker = new Taker(server, loop, timeout, "revolve-errand", Taker.LOOK);
      }
      own = taker;
    }
    Peer peer = own.peer();
    if (!peer.isUp()) {
      await(loop, "cannot be reached", () -> peer.isUp() || peer.hasFailed());
      if (!peer.isUp()) {
        throw new EngineException("cannot reach gearmand at " + peer.problem());
      }
    }
    return own;
  }

  /** Waits as long as a call may take; the connection is of no use if that is not enough. */
  private void await(Loop reading, String problem, BooleanSupplier done) {
    long end = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (reading.await(done, end)) {
            return;
          }
          lose();
          throw problem(problem + " in " + timeout);
        } catch (InterruptedException e) {
          interrupted = true; // What was begun is ended: half a call would be of no use.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void lose() {
    if (taker != null) {
      taker.peer().lose("it did not answer in time");
    }
  }

  private EngineException problem(String what) {
    return new EngineException("gearmand at " + name() + " " + what);
  }

  @Override
  public void close() {
    admin.close();
  }
}
