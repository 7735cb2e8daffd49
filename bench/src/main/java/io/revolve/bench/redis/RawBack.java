package io.revolve.bench.redis;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The bare loop: {@code XREADGROUP}, then an {@code XACK} for each in a pipeline. */
final class RawBack implements Back {
  static final long PAUSE_NANOS = 2_000_000;

  private static final String AT_ONCE = "256";
  private static final byte[] GROUP = RawFront.bytes("g");
  private static final byte[] TALK = RawFront.bytes("talk ");

  private final int port;
  private volatile boolean closed;

  RawBack(int port) {
    this.port = port;
    try (Jedis jedis = RawFront.jedis(port)) {
      group(jedis, Front.LIVE);
      group(jedis, Front.PARKED);
    }
    Thread thread = new Thread(this::live, "bench-raw");
    thread.setDaemon(true);
    thread.start();
  }

  private static void group(Jedis jedis, String stream) {
    try {
      Object unused =
          jedis.sendCommand(Protocol.Command.XGROUP, "CREATE", stream, "g", "0", "MKSTREAM");
    } catch (JedisDataException e) {
      if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
        throw e;
      }
    }
  }

  private void live() {
    try (Jedis jedis = RawFront.jedis(port)) {
      while (!closed) {
        int unused = work(jedis, Front.LIVE, true);
      }
    } catch (JedisException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  @Override
  public void drain(int tasks) {
    try (Jedis jedis = RawFront.jedis(port)) {
      for (int done = 0; done < tasks; ) {
        done += work(jedis, Front.PARKED, false);
      }
    }
  }

  private static int work(Jedis jedis, String stream, boolean tells) {
    Object reply =
        jedis.sendCommand(
            Protocol.Command.XREADGROUP,
            "GROUP",
            "g",
            "c",
            "COUNT",
            AT_ONCE,
            "BLOCK",
            "1000",
            "STREAMS",
            stream,
            ">");
    List<? extends List<?>> entries = RawFront.entries(reply);
    if (entries.isEmpty()) {
      return 0;
    }
    byte[] key = RawFront.bytes(stream);
    Pipeline pipeline = jedis.pipelined();
    for (List<?> entry : entries) {
      byte[] data = (byte[]) ((List<?>) entry.get(1)).get(1);
      if (data[0] == TALK[0]) {
        talk(pipeline, Integer.parseInt(RawFront.text(data).substring(TALK.length)));
      }
      pipeline.sendCommand(Protocol.Command.XACK, key, GROUP, (byte[]) entry.get(0));
    }
    if (tells) {
      pipeline.rpush(RawFront.DONE, Integer.toString(entries.size()));
    }
    pipeline.sync();
    return entries.size();
  }

  private static void talk(Pipeline pipeline, int events) {
    for (int i = 0; i < events; i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      pipeline.sendCommand(
          Protocol.Command.XADD,
          RawFront.bytes(RawFront.EVENTS),
          RawFront.bytes("*"),
          RawFront.FIELD,
          RawFront.bytes(Long.toString(System.nanoTime())));
      pipeline.sync();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
