package io.revolve.bench.redis;

import io.revolve.bench.Flight;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the front hears of ends where the contender has no way to tell: the back pushes onto a list
 * how many more have ended, and a thread of the front waits at that list.
 */
final class DoneList implements AutoCloseable {

  private final Resp redis;
  private final String key;
  private volatile @Nullable Flight flight;
  private volatile boolean closed;

  DoneList(Resp redis, String key) {
    this.redis = redis;
    this.key = key;
    Thread thread = new Thread(this::listen, "bench-done");
    thread.setDaemon(true);
    thread.start();
  }

  /** What lands from now on. */
  void land(Flight flight) {
    this.flight = flight;
  }

  private void listen() {
    while (!closed) {
      try {
        if (redis.ask("BLPOP", key, "0") instanceof List<?> popped) {
          Flight now = flight;
          if (now != null) {
            now.land(Integer.parseInt(String.valueOf(popped.get(1))));
          }
        }
      } catch (IOException e) {
        if (!closed) {
          throw new IllegalStateException("cannot hear of what is done", e);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    redis.close();
  }
}
