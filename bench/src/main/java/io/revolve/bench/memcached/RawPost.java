package io.revolve.bench.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.spy.memcached.CachedData;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.transcoders.Transcoder;

/**
 * The bare client: a {@code set} for each message, in a pipeline, under a key of its writer's; and
 * a {@code get} for each, in a pipeline too. Nothing is numbered for all, nothing bounded, and the
 * reader is told within the JVM what there is, so that it never asks in vain.
 */
final class RawPost implements Post {
  private static final int AT_ONCE = 64;
  private static final int LIFE_SECONDS = 3600;

  private final boolean bulk;
  private final List<MemcachedClient> clients = new ArrayList<>();
  private final MemcachedClient reader;
  private final AtomicIntegerArray written;
  private final int[] read;
  private int round;

  RawPost(int port, int writers, boolean bulk) throws IOException {
    this.bulk = bulk;
    for (int i = 0; i < writers; i++) {
      clients.add(client(port));
    }
    reader = client(port);
    written = new AtomicIntegerArray(writers);
    read = new int[writers];
  }

  private static MemcachedClient client(int port) throws IOException {
    return new MemcachedClient(
        new ConnectionFactoryBuilder()
            .setProtocol(Protocol.BINARY)
            .setFailureMode(FailureMode.Cancel)
            .setOpTimeout(5000)
            .setReadBufferSize(64 << 10)
            .setDaemon(true)
            .setUseNagleAlgorithm(false)
            .build(),
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  @Override
  public String name() {
    return bulk ? "raw set and bulk get" : "raw set and get";
  }

  @Override
  public void send(int writer, int count) throws Exception {
    List<Future<Boolean>> answers = new ArrayList<>(count);
    int at = written.get(writer);
    for (int i = 0; i < count; i++) {
      answers.add(
          clients.get(writer).set(key(writer, at + i), LIFE_SECONDS, Bytes.WHOLE, Raw.BYTES));
    }
    for (Future<Boolean> answer : answers) {
      if (!answer.get()) {
        throw new IllegalStateException("not stored");
      }
    }
    written.set(writer, at + count);
  }

  @Override
  public int receive() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int writer = 0; writer < read.length && keys.size() < AT_ONCE; writer++) {
      int end = Math.min(written.get(writer), read[writer] + AT_ONCE - keys.size());
      while (read[writer] < end) {
        keys.add(key(writer, read[writer]++));
      }
    }
    if (keys.isEmpty()) {
      Thread.onSpinWait();
      return 0;
    }
    return bulk ? bulk(keys) : each(keys);
  }

  private int each(List<String> keys) throws Exception {
    List<Future<byte[]>> answers = new ArrayList<>(keys.size());
    for (String key : keys) {
      answers.add(reader.asyncGet(key, Raw.BYTES));
    }
    int count = 0;
    for (Future<byte[]> answer : answers) {
      count += answer.get().length == Bytes.WHOLE.length ? 1 : 0;
    }
    return count;
  }

  private int bulk(List<String> keys) throws Exception {
    Map<String, byte[]> values = reader.asyncGetBulk(keys, Raw.BYTES).get();
    return values.size();
  }

  @Override
  public void clear() {
    round++;
    for (int i = 0; i < read.length; i++) {
      read[i] = 0;
      written.set(i, 0);
    }
  }

  private String key(int writer, int number) {
    return "raw:" + round + ":" + writer + ":" + number;
  }

  @Override
  public void close() {
    clients.forEach(MemcachedClient::shutdown);
    reader.shutdown();
  }

  private enum Raw implements Transcoder<byte[]> {
    BYTES;

    @Override
    public boolean asyncDecode(CachedData data) {
      return false;
    }

    @Override
    public CachedData encode(byte[] bytes) {
      return new CachedData(0, bytes, getMaxSize());
    }

    @Override
    public byte[] decode(CachedData data) {
      return data.getData();
    }

    @Override
    public int getMaxSize() {
      return CachedData.MAX_SIZE;
    }
  }
}
