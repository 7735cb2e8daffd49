package io.revolve.provider.memcached;

import io.revolve.api.EngineException;
import io.revolve.spi.Config.Address;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One server, and the line to it: made at the first call, and anew after it has failed. Thread
 * safe.
 */
final class Server implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  private final Address address;
  private final MemcachedSettings settings;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable Line line;
  private volatile boolean closed;

  Server(Address address, MemcachedSettings settings) {
    this.address = address;
    this.settings = settings;
  }

  /** Some calls on one line. */
  interface Exchange<T> {
    T on(Line line) throws BrokenLineException;
  }

  /** Makes calls, on another line if the first is broken, as it is after a restart. */
  <T> T call(Exchange<T> exchange) {
    return call(exchange, System.nanoTime());
  }

  /**
   * Makes calls again and again until they are answered. What was asked on a broken line may have
   * been done.
   *
   * @param end until when it is tried, in terms of {@link System#nanoTime}
   * @throws EngineException if the time is over, or the server refuses what was asked
   */
  <T> T call(Exchange<T> exchange, long end) {
    for (int attempt = 1; ; attempt++) {
      Line used = null;
      try {
        used = line();
        return exchange.on(used);
      } catch (BrokenLineException e) {
        if (used != null) {
          discard(used);
        }
        boolean late = attempt > 1 || used == null || isTimeout(e);
        if (closed || (late && System.nanoTime() - end >= 0)) {
          throw failed(String.valueOf(e.getMessage()), e);
        }
      } catch (EngineException e) {
        throw failed(String.valueOf(e.getMessage()), e);
      }
      if (attempt > 1) {
        Uninterruptibly.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static boolean isTimeout(BrokenLineException e) {
    return e.getCause() instanceof TimeoutException;
  }

  private Line line() throws BrokenLineException {
    Line present = line;
    if (present != null) {
      return present;
    }
    if (closed) {
      throw new EngineException("this link is closed; open another");
    }
    boolean mine = false;
    try {
      mine = Uninterruptibly.lock(connecting, settings.timeout().toNanos());
      if (!mine) {
        throw new BrokenLineException("cannot connect", new IOException());
      }
      present = line;
      if (present == null) {
        present = new Line(address, settings, settings.timeout());
        line = present;
      }
    } finally {
      if (mine) {
        connecting.unlock();
      }
    }
    if (closed) {
      close();
    }
    return present;
  }

  private void discard(Line broken) {
    synchronized (this) {
      if (line == broken) {
        line = null;
      }
    }
    broken.close();
  }

  private EngineException failed(String why, Exception e) {
    return new EngineException("memcached at " + address + ": " + why, e);
  }

  @Override
  public void close() {
    closed = true;
    Line open = line;
    if (open != null) {
      discard(open);
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
