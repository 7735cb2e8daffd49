package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
import java.nio.ByteBuffer;
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
  private final Loop loop;
  private final long timeout;
  private final List<Peer> peers = new ArrayList<>();

  Servers(GearmanSettings settings, Loop loop, Peer.Side side) {
    this.loop = loop;
    timeout = settings.timeout().toNanos();
    for (Address server : settings.servers()) {
      peers.add(new Peer(server, loop, settings.timeout(), side));
    }
    peers.forEach(Peer::open);
  }

  /**
   * Submits, in about one round trip to each server.
   *
   * @param keys a key for each packet
   * @param frames packets that the server answers with a handle
   * @param accepted is told of each that a server has accepted, before what that says about it
   * @throws EngineException if one of them was not accepted, as far as is known
   */
  void submit(List<String> keys, List<ByteBuffer> frames, Accepted accepted) {
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
            asked[place] = new Question(peer, reply);
            replies.add(reply);
          }
          peer.ask(places.stream().map(frames::get).toList(), replies);
        });
    // Answers come in order, so the last of each server is the one to wait for.
    List<Reply> lasts = new ArrayList<>();
    byPeer.values().forEach(places -> lasts.add(asked[places.get(places.size() - 1)].reply()));
    await(() -> lasts.stream().allMatch(Reply::isDone));
    for (Question question : asked) {
      EngineException problem = problem(question);
      if (problem != null) {
        throw problem;
      }
    }
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

  private record Question(Peer peer, Reply reply) {}

  private static @Nullable EngineException problem(Question question) {
    Reply reply = question.reply();
    Packet packet = reply.packet();
    String server = "gearmand at " + question.peer().name();
    if (packet == null) {
      return new EngineException("the connection to " + server + " was lost: " + reply.lost());
    }
    if (packet.kind() == Kind.ERROR) {
      return new EngineException(server + " refused a job: " + Peer.text(packet));
    }
    return null;
  }

  /** The server of a key: of those that are connected, the one that scores highest with it. */
  private Peer of(String key) {
    Peer best = null;
    int most = 0;
    for (Peer peer : peers) {
      int score = (key + '@' + peer.name()).hashCode() * 0x9E3779B9;
      if (peer.isUp() && (best == null || score > most)) {
        best = peer;
        most = score;
      }
    }
    return best == null ? peers.get(0) : best;
  }

  private boolean isOneUp() {
    return peers.stream().anyMatch(Peer::isUp);
  }

  private void awaitOne() {
    if (!isOneUp()) {
      try {
        await(this::isOneUp);
      } catch (EngineException e) {
        throw new EngineException("no gearmand answers: " + problems());
      }
    }
  }

  private String problems() {
    List<String> problems = new ArrayList<>();
    for (Peer peer : peers) {
      if (!peer.isUp()) {
        problems.add(peer.problem());
      }
    }
    return String.join("; ", problems);
  }

  /** Waits until something is so, or the time of a call is over. */
  void await(BooleanSupplier done) {
    long end = System.nanoTime() + timeout;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (loop.await(done, end)) {
            return;
          }
          throw new EngineException("gearmand does not answer");
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

  /** Fails unless every server gives a sign of life. */
  void ping() {
    awaitOne();
    List<Reply> replies = new ArrayList<>();
    for (Peer peer : peers) {
      if (peer.isUp()) {
        replies.add(peer.echo());
      }
    }
    await(() -> replies.stream().allMatch(Reply::isDone));
    for (Reply reply : replies) {
      if (reply.packet() == null) {
        throw new EngineException("the connection to gearmand was lost: " + reply.lost());
      }
    }
  }
}
