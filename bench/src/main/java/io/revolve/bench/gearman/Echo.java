package io.revolve.bench.gearman;

import io.revolve.bench.Allocation;
import io.revolve.bench.Obedience;
import io.revolve.provider.gearman.protocol.Connection;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.provider.gearman.protocol.Packet;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Has gearmand echo what is large, over a connection of the provider. */
final class Echo implements Connection.Listener, AutoCloseable {
  private static final int LONGEST = 1 << 30;
  private static final long BOUND_NANOS = Duration.ofSeconds(60).toNanos();

  private final Loop loop = new Loop();
  private final Connection connection;
  private byte @Nullable [] echoed;

  Echo(int port) throws InterruptedException {
    InetSocketAddress server = InetSocketAddress.createUnresolved("127.0.0.1", port);
    connection = new Connection(server, loop, this, Duration.ofSeconds(5), LONGEST);
    connection.open();
    await(connection::isUp);
  }

  /**
   * Answers with the seconds that an echo takes, and with the copies of it in memory: the one that
   * is sent, what is allocated meanwhile, and what the JVM has in buffers outside of the heap then.
   */
  void echo(int length) throws InterruptedException {
    byte[] sent = new byte[length];
    new Random(1).nextBytes(sent);
    System.gc();
    long allocated = Allocation.bytes();
    long start = System.nanoTime();
    if (!connection.add(List.of(new Frame(Kind.ECHO_REQ, sent)))) {
      throw new IllegalStateException("the connection is lost: " + connection.problem());
    }
    connection.flush();
    await(() -> echoed != null);
    Obedience.say("seconds", (System.nanoTime() - start) / 1e9);
    double more = Allocation.bytes() - allocated + direct();
    Obedience.say("copies", 1 + more / length);
    if (!Arrays.equals(sent, echoed)) {
      throw new IllegalStateException("the echo is another");
    }
    echoed = null;
  }

  private void await(BooleanSupplier done) throws InterruptedException {
    if (!loop.await(done, System.nanoTime() + BOUND_NANOS)) {
      throw new IllegalStateException("gearmand does not answer: " + connection.problem());
    }
  }

  /** The bytes of all buffers outside of the heap, those that the JVM makes for itself included. */
  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getTotalCapacity)
        .sum();
  }

  @Override
  public void up(Connection now) {}

  @Override
  public void packet(Connection from, Packet packet) {
    echoed = packet.bytes(0);
  }

  @Override
  public void down(Connection lost, String why) {}

  @Override
  public void close() {
    loop.close();
  }
}
