package io.revolve.bench.redis;

import io.revolve.bench.Flight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;

/** The bare loop: {@code XADD}s in a pipeline, with nothing that a job needs beyond its bytes. */
final class RawFront implements Front {
  static final String DONE = "bench:raw:done";

  static final byte[] FIELD = bytes("d");
  static final String EVENTS = "bench:events";

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final byte[] PAYLOAD = bytes("x".repeat(100));

  private final Jedis jedis;
  private final DoneList done;
  private final Pipeline pipeline;

  RawFront(int port) {
    jedis = jedis(port);
    pipeline = jedis.pipelined();
    try {
      done = new DoneList(new Resp(port), DONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that is patient with a busy machine. */
  static Jedis jedis(int port) {
    return new Jedis("127.0.0.1", port, TIMEOUT_MILLIS);
  }

  @Override
  public void send(int tasks, Flight flight) {
    done.land(flight);
    add(LIVE, tasks);
  }

  @Override
  public void park(int tasks) {
    add(PARKED, tasks);
  }

  private void add(String stream, int tasks) {
    byte[] key = bytes(stream);
    for (int i = 0; i < tasks; i++) {
      pipeline.sendCommand(Protocol.Command.XADD, key, bytes("*"), FIELD, PAYLOAD);
    }
    pipeline.sync();
  }

  @Override
  public long[] hear(int events) {
    long[] nanos = new long[events];
    byte[] talk = bytes("talk " + events);
    pipeline.sendCommand(Protocol.Command.XADD, bytes(LIVE), bytes("*"), FIELD, talk);
    pipeline.sync();
    String last = "0-0";
    int heard = 0;
    while (heard < events) {
      Object reply =
          jedis.sendCommand(
              Protocol.Command.XREAD, "COUNT", "100", "BLOCK", "1000", "STREAMS", EVENTS, last);
      for (List<?> entry : entries(reply)) {
        byte[] said = (byte[]) ((List<?>) entry.get(1)).get(1);
        nanos[heard] = System.nanoTime() - Long.parseLong(text(said));
        heard++;
        last = text((byte[]) entry.get(0));
      }
    }
    jedis.del(EVENTS);
    return nanos;
  }

  /** The entries of one stream in a reply that may be nothing. */
  static List<? extends List<?>> entries(Object reply) {
    if (!(reply instanceof List<?> streams)) {
      return List.of();
    }
    List<?> entries = (List<?>) ((List<?>) streams.get(0)).get(1);
    return entries.stream().map(entry -> (List<?>) entry).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    done.close();
    jedis.close();
  }
}
