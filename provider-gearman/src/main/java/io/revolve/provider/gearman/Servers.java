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
  }

  /**
   * Submits, in about one round trip to each server.
   *
   * @param keys a key for each packet
   * @param frames packets that the server answers with a handle
   * @return where each job is
   * @throws EngineException if one of them was not accepted, as far as is known
   */
  List<Created> submit(List<String> keys, List<ByteBuffer> frames) {
    awaitOne();
    Map<Peer, List<Integer>> byPeer = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byPeer.computeIfAbsent(of(keys.get(i)), p -> new ArrayList<>()).add(i);
    }
    Question[] asked = new Question[keys.size()];
    byPeer.forEach(
        (peer, places) -> {
          List<Reply> replies = peer.ask(places.stream().map(frames::get).toList());
          for (int i = 0; i < replies.size(); i++) {
            asked[places.get(i)] = new Question(peer, replies.get(i));
          }
        });
    // Answers come in order, so the last of each server is the one to wait for.
    List<Reply> lasts = new ArrayList<>();
    byPeer.values().forEach(places -> lasts.add(asked[places.get(places.size() - 1)].reply()));
    await(() -> lasts.stream().allMatch(Reply::isDone));
    List<Created> created = new ArrayList<>(asked.length);
    for (Question question : asked) {
      created.add(new Created(question.peer(), handle(question)));
    }
    return created;
  }

  private record Question(Peer peer, Reply reply) {}

  private static String handle(Question question) {
    Peer peer = question.peer();
    Reply reply = question.reply();
    Packet packet = reply.packet();
    if (packet == null) {
      throw new EngineException(
          "the connection to gearmand at " + peer.name() + " was lost: " + reply.lost());
    }
    if (packet.kind() == Kind.ERROR) {
      throw new EngineException(
          "gearmand at " + peer.name() + " refused a job: " + Peer.text(packet));
    }
    return packet.text(0);
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

  /**
   * A job that a server has accepted.
   *
   * @param peer the server
   * @param handle its name there
   */
  record Created(Peer peer, String handle) {}
}
