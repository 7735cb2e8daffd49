package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All servers, for what is submitted to them. A key always goes to the same one while that answers,
 * so that the server can see what is the same. Thread safe.
 */
final class Servers {

  /** A server that keeps its jobs in a file takes about a second for so many. */
  private static final int AT_ONCE = 1000;

  private final Loop loop;
  private final Duration timeout;
  private final List<Peer> peers = new ArrayList<>();

  Servers(GearmanSettings settings, Loop loop, Peer.Side side) {
    this.loop = loop;
    timeout = settings.timeout();
    for (Address server : settings.servers()) {
      peers.add(new Peer(server, loop, settings.timeout(), side));
    }
    peers.forEach(Peer::open);
  }

  /**
   * Submits, in about one round trip to each server for a thousand.
   *
   * @param keys a key for each packet
   * @param frames packets that the server answers with a handle
   * @param accepted is told of each that a server has accepted, before what that says about it
   * @throws EngineException if one of them was not accepted, as far as is known; others may have
   *     been
   */
  void submit(List<String> keys, List<Frame> frames, Accepted accepted) {
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      int to = Math.min(keys.size(), from + AT_ONCE);
      int before = from;
      submitSome(
          keys.subList(from, to),
          frames.subList(from, to),
          (place, peer, handle) -> accepted.accepted(before + place, peer, handle));
    }
  }

  private void submitSome(List<String> keys, List<Frame> frames, Accepted accepted) {
    awaitOne();
    Map<Peer, List<Integer>> byPeer = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byPeer.computeIfAbsent(of(keys.get(i)), p -> new ArrayList<>()).add(i);
    }
    Question[] asked = new Question[keys.size()];
    byPeer.forEach(
        (peer, places) -> {
          List<Reply> replies = new ArrayList<>(places.size());
          for (int place : places) {
            Reply reply = new Reply(answer -> answered(peer, answer, place, accepted));
            asked[place] = new Question(peer, reply, frames.get(place));
            replies.add(reply);
          }
          peer.ask(places.stream().map(frames::get).toList(), replies);
        });
    // Answers come in order, so the last of each server is the one to wait for.
    List<Question> lasts = new ArrayList<>();
    byPeer.values().forEach(places -> lasts.add(asked[places.get(places.size() - 1)]));
    await(lasts);
    check(asked);
  }

  /** Who wants to know where a job went. */
  interface Accepted {

    /** A server has accepted the job at that place of what was submitted, and calls it so. */
    void accepted(int place, Peer peer, String handle);
  }

  private static void answered(Peer peer, Packet answer, int place, Accepted accepted) {
    if (answer.kind() == Kind.JOB_CREATED) {
      accepted.accepted(place, peer, answer.text(0));
    }
  }

  private record Question(Peer peer, Reply reply, @Nullable Frame job) {

    /** Why the server did not do what it was asked; null if it did. */
    @Nullable String problem() {
      String server = "gearmand at " + peer.name();
      if (!reply.isDone()) {
        return server + " does not answer";
      }
      Packet packet = reply.packet();
      if (packet == null) {
        return "the connection to " + server + " was lost: " + reply.lost();
      }
      if (packet.kind() != Kind.ERROR) {
        return null;
      }
      String what = job == null ? "an echo" : "a job of " + job.first();
      String full = packet.text(1).contains("full") ? "; see its \"maxqueue\"" : "";
      return server + " refused " + what + ": " + Peer.text(packet) + full;
    }
  }

  /** Fails with the first problem, and says how many there are if there are more. */
  private static void check(Question[] asked) {
    String first = null;
    int count = 0;
    for (Question question : asked) {
      String problem = question.problem();
      if (problem != null) {
        first = first == null ? problem : first;
        count++;
      }
    }
    if (first != null) {
      String more = count == 1 ? "" : " (" + count + " of " + asked.length + " failed)";
      throw new EngineException(first + more);
    }
  }

  /**
   * The server of a key: of those that are connected, and answer, the one that scores highest with
   * it.
   */
  private Peer of(String key) {
    Peer best = peers.get(0);
    int rank = -1;
    int most = 0;
    for (Peer peer : peers) {
      int now = !peer.isUp() ? 0 : peer.isDoubted() ? 1 : 2;
      int score = (key + '@' + peer.name()).hashCode() * 0x9E3779B9;
      if (now > rank || (now == rank && score > most)) {
        best = peer;
        rank = now;
        most = score;
      }
    }
    return best;
  }

  /**
   * Waits for a connection; in the beginning for all that can be made, or a key would go elsewhere
   * than it goes later.
   */
  private void awaitOne() {
    long end = end();
    boolean unused = await(() -> peers.stream().allMatch(Peer::hasBeenTried), end);
    if (!await(() -> peers.stream().anyMatch(Peer::isUp), end)) {
      throw noneAnswers(peers);
    }
  }

  static EngineException noneAnswers(List<Peer> peers) {
    List<String> problems = peers.stream().map(Peer::problem).distinct().toList();
    return new EngineException("no gearmand answers: " + String.join("; ", problems));
  }

  /** Waits for answers as long as a call may take; who has not answered by then is doubted. */
  private void await(List<Question> questions) {
    if (!await(() -> questions.stream().allMatch(each -> each.reply().isDone()), end())) {
      for (Question question : questions) {
        if (!question.reply().isDone()) {
          question.peer().doubt();
        }
      }
    }
  }

  /** Until when a call may take that begins now. */
  private long end() {
    return System.nanoTime() + timeout.toNanos();
  }

  /** Waits until something is so; false if the time is over. */
  private boolean await(BooleanSupplier done, long end) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return loop.await(done, end);
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

  /** Fails unless a server gives a sign of life, and all that are connected do. */
  void ping() {
    awaitOne();
    List<Question> questions = new ArrayList<>();
    for (Peer peer : peers) {
      if (peer.isUp()) {
        questions.add(new Question(peer, peer.echo(), null));
      }
    }
    await(questions);
    check(questions.toArray(Question[]::new));
  }
}
