package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Connection;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Config.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server as one side of a connection sees it: what was asked and not answered yet, in order,
 * and the jobs that are asked for. Thread safe.
 */
final class Peer implements Connection.Listener {
  private static final int LONGEST = 1 << 30;

  private final Loop loop;
  private final Connection connection;
  private final Side side;

  /** What is to be answered, in the order of the questions; guarded by this. */
  private final Deque<Reply> open = new ArrayDeque<>();

  /** Counts connections: what was said on an old one is of no use on a new one. */
  private final AtomicInteger generation = new AtomicInteger();

  private volatile boolean isDoubted;

  Peer(Address server, Loop loop, Duration timeout, Side side) {
    this.loop = loop;
    this.side = side;
    InetSocketAddress address = InetSocketAddress.createUnresolved(server.host(), server.port());
    connection = new Connection(address, loop, this, timeout, LONGEST);
  }

  /** Has the connection made, from now on; the side must be ready to hear of it. */
  void open() {
    connection.open();
  }

  /** Who reads its connection. */
  Loop loop() {
    return loop;
  }

  String name() {
    return connection.name();
  }

  boolean isUp() {
    return connection.isUp();
  }

  /** Whether it is known if a connection can be made. */
  boolean hasBeenTried() {
    return connection.isUp() || connection.hasFailed();
  }

  boolean hasFailed() {
    return connection.hasFailed();
  }

  /** Gives the connection up, and makes another. */
  void lose(String why) {
    connection.lose(why);
  }

  /** Whether there has been no connection for longer than a call may take. */
  boolean isGone() {
    return connection.isGone();
  }

  /** Why there is no connection, with the server's name. */
  String problem() {
    return connection.name() + ": " + connection.problem();
  }

  /** It did not answer in time: others are asked first, until it says something. */
  void doubt() {
    isDoubted = true;
  }

  boolean isDoubted() {
    return isDoubted;
  }

  int generation() {
    return generation.get();
  }

  /** Sends packets that are not answered; false if there is no connection. */
  boolean say(List<Frame> frames) {
    boolean said = connection.add(frames);
    connection.flush();
    return said;
  }

  /** Sends packets of which each is answered by one. */
  void ask(List<Frame> frames, List<Reply> replies) {
    synchronized (this) {
      if (connection.add(frames)) {
        open.addAll(replies);
      } else {
        replies.forEach(reply -> reply.lost(connection.problem()));
      }
    }
    connection.flush();
  }

  @Override
  public void up(Connection now) {
    int unused = generation.incrementAndGet();
    side.up(this);
  }

  @Override
  public void packet(Connection from, Packet packet) {
    if (isDoubted) {
      isDoubted = false;
    }
    switch (packet.kind()) {
      case JOB_CREATED, ECHO_RES, OPTION_RES, STATUS_RES, STATUS_RES_UNIQUE -> answer(packet);
      case ERROR -> error(packet);
      default -> side.packet(this, packet);
    }
  }

  private void answer(Packet packet) {
    Reply next;
    synchronized (this) {
      next = open.poll();
    }
    if (next == null) {
      connection.lose("it answers what was not asked: " + packet);
    } else {
      next.come(packet);
    }
  }

  /** An error answers a question, unless it is about a job that is gone, of which nobody asked. */
  private void error(Packet packet) {
    if (packet.text(0).equals("JOB_NOT_FOUND")) {
      side.packet(this, packet);
      return;
    }
    Reply next;
    synchronized (this) {
      next = open.poll();
    }
    if (next == null) {
      connection.lose("it reports " + text(packet) + ", of which nobody asked");
    } else {
      next.come(packet);
    }
  }

  /** What an error says: in words, and the server's code for it. */
  static String text(Packet error) {
    return error.text(1) + " (" + error.text(0) + ")";
  }

  @Override
  public void down(Connection from, String why) {
    int unused = generation.incrementAndGet();
    isDoubted = false;
    List<Reply> lost;
    synchronized (this) {
      lost = List.copyOf(open);
      open.clear();
    }
    lost.forEach(reply -> reply.lost(why));
    side.down(this);
  }

  /** Asks for a sign of life. */
  Reply echo() {
    Reply reply = new Reply(packet -> {});
    ask(List.of(new Frame(Kind.ECHO_REQ, Frame.bytes("revolve"))), List.of(reply));
    return reply;
  }

  /** What a peer is talked to for. */
  interface Side {

    /** There is a connection, a new one. */
    void up(Peer peer);

    /** Something has come that nobody asked for. */
    void packet(Peer peer, Packet packet);

    /** The connection is lost. */
    void down(Peer peer);
  }
}
