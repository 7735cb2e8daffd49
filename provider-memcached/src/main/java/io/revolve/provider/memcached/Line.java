package io.revolve.provider.memcached;

import io.revolve.api.EngineException;
import io.revolve.spi.Config.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.internal.OperationFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, and the thread that the client has for it. Calls are sent at once
 * and answered in their order, so that several together cost one round trip. A line that has failed
 * is thrown away: the client would connect again by itself, but only after seconds, and not where
 * the connection is silent or the host has moved. Thread safe.
 *
 * <p>It speaks the binary protocol, in which "out of memory" and "too large" are answers. In the
 * text protocol the client takes them for a broken connection and cancels what others have asked.
 */
final class Line implements AutoCloseable {

  private static final int BUFFER = 64 << 10;

  /** What a server needs beside a value: the item's header, the longest key, and a round rest. */
  private static final int ITEM_HEADER = 512;

  private static final long CONNECTED_MILLIS = 1000;

  private final MemcachedClient client;
  private final long timeoutNanos;
  private final int itemLimit;

  /** Connects, within a timeout. */
  Line(Address server, MemcachedSettings settings, Duration timeout) throws BrokenLineException {
    timeoutNanos = settings.timeout().toNanos();
    QuietLog.install();
    InetSocketAddress address = reachable(server, timeout);
    try {
      client = new MemcachedClient(factory(settings), List.of(address));
    } catch (IOException | RuntimeException e) {
      throw new BrokenLineException(String.valueOf(e.getMessage()), e);
    }
    try {
      awaitConnection();
      itemLimit = Math.min(settings.itemLimit(), largestItem(settings.itemLimit()));
    } catch (BrokenLineException | RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  /** The client says neither that nor why it cannot connect, and knows no timeout for it. */
  private static InetSocketAddress reachable(Address server, Duration timeout)
      throws BrokenLineException {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new BrokenLineException("unknown host " + server.host(), new IOException());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) Math.max(1, timeout.toMillis()));
      return address;
    } catch (IOException e) {
      throw new BrokenLineException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ConnectionFactory factory(MemcachedSettings settings) {
    return new ConnectionFactoryBuilder()
        .setProtocol(Protocol.BINARY)
        .setFailureMode(FailureMode.Cancel)
        .setOpTimeout(settings.timeout().toMillis())
        .setOpQueueMaxBlockTime(settings.timeout().toMillis())
        .setReadBufferSize(BUFFER)
        .setDaemon(true)
        .setUseNagleAlgorithm(false)
        .build();
  }

  private void awaitConnection() throws BrokenLineException {
    MemcachedNode node = client.getNodeLocator().getAll().iterator().next();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECTED_MILLIS);
    while (!node.isActive()) {
      if (System.nanoTime() - end > 0) {
        throw new BrokenLineException("the connection is not made", new IOException());
      }
      Thread.onSpinWait();
      Uninterruptibly.sleep(1);
    }
  }

  /** What the server allows; proxies do not say it. */
  private int largestItem(int unknown) throws BrokenLineException {
    long begin = System.nanoTime();
    Map<SocketAddress, Map<String, String>> stats =
        Uninterruptibly.run(() -> client.getStats("settings"));
    if (System.nanoTime() - begin >= timeoutNanos) {
      throw new BrokenLineException("no answer", new TimeoutException());
    }
    for (Map<String, String> each : stats.values()) {
      String size = each.get("item_size_max");
      if (size != null) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(size)) - ITEM_HEADER;
      }
    }
    return unknown;
  }

  /** How large an item may be, in bytes. */
  int itemLimit() {
    return itemLimit;
  }

  /** The items that are there. */
  Future<Map<String, Item>> get(Collection<String> keys) throws BrokenLineException {
    return send(() -> client.asyncGetBulk(keys, Item.RAW));
  }

  /** One item; null if it is not there. */
  Future<@Nullable Item> get(String key) throws BrokenLineException {
    return send(() -> client.asyncGet(key, Item.RAW));
  }

  OperationFuture<Long> increase(String key, long by) throws BrokenLineException {
    return send(() -> client.asyncIncr(key, by));
  }

  OperationFuture<Boolean> add(String key, Item item, Duration life) throws BrokenLineException {
    return send(() -> client.add(key, expiry(life), item, Item.RAW));
  }

  OperationFuture<Boolean> set(String key, Item item, Duration life) throws BrokenLineException {
    return send(() -> client.set(key, expiry(life), item, Item.RAW));
  }

  OperationFuture<Boolean> touch(String key, Duration life) throws BrokenLineException {
    return send(() -> client.touch(key, expiry(life), Item.RAW));
  }

  OperationFuture<Boolean> delete(String key) throws BrokenLineException {
    return send(() -> client.delete(key));
  }

  /** Waits for an answer, for the link's timeout at most. */
  <T> T await(Future<T> answer) throws BrokenLineException {
    try {
      return Uninterruptibly.get(answer, timeoutNanos);
    } catch (TimeoutException e) {
      throw new BrokenLineException("no answer within " + timeoutNanos / 1_000_000 + " ms", e);
    } catch (ExecutionException | RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BrokenLineException("the connection was lost (" + cause.getMessage() + ")", e);
    }
  }

  /**
   * Whether an item was stored, or is there already.
   *
   * @throws EngineException if the server has no room for it
   */
  boolean isStored(OperationFuture<Boolean> answer) throws BrokenLineException {
    if (await(answer)) {
      return true;
    }
    switch (answer.getStatus().getStatusCode()) {
      case ERR_EXISTS, ERR_NOT_STORED -> {
        return false;
      }
      case CANCELLED, TIMEDOUT, INTERRUPTED ->
          throw new BrokenLineException("no answer", new IOException());
      case ERR_2BIG ->
          throw new EngineException(
              "an item of "
                  + itemLimit
                  + " bytes is larger than the server allows; set item-limit below its -I");
      default ->
          throw new EngineException("did not store a message: " + answer.getStatus().getMessage());
    }
  }

  private static int expiry(Duration life) {
    return Expiry.of(life, System.currentTimeMillis());
  }

  /** Hands a call to the client, which refuses the interrupted. */
  private static <T> T send(Supplier<T> call) throws BrokenLineException {
    try {
      return Uninterruptibly.run(call);
    } catch (IllegalStateException closedOrFull) {
      throw new BrokenLineException(String.valueOf(closedOrFull.getMessage()), closedOrFull);
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
