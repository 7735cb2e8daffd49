package io.revolve.core.worker;

import io.revolve.api.Listener;
import io.revolve.api.Messenger;
import io.revolve.api.RunningTask;
import io.revolve.core.clock.Ticker;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A run as a callback sees it, in a JVM that runs it for another. Thread safe. */
public final class RunTask implements RunningTask, AutoCloseable {

  private final Run run;
  private final WireFormat format;

  /** What the client tells; null while nobody listens. */
  private @Nullable Told told;

  /** A run whose values are in this format. */
  public RunTask(Run run, WireFormat format) {
    this.run = run;
    this.format = format;
  }

  @Override
  public String id() {
    return run.id();
  }

  @Override
  public String name() {
    return run.name();
  }

  @Override
  public int attempt() {
    return run.attempt();
  }

  @Override
  public <T> @Nullable T payload(Class<T> type) {
    return format.codec().decode(run.payload(), type);
  }

  @Override
  public void write(String event, @Nullable Object payload) {
    Attempt.checkName(event);
    run.emit(event, format.codec().encode(payload));
  }

  @Override
  public void writeTo(Messenger messenger, String event, @Nullable Object payload) {
    Attempt.checkName(event);
    Body config = format.codec().encode(Attempt.link(messenger).config());
    run.emitTo(config, event, format.codec().encode(payload));
  }

  @Override
  public void progress(long done, long total) {
    run.progress(done, total);
  }

  @Override
  public synchronized void addListener(String event, Listener listener) {
    if (told == null) {
      told = new Told(run, format);
    }
    told.tells.listen(event, listener);
  }

  @Override
  public boolean isCancelled() {
    return run.isCancelled();
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw new CancellationException("task " + name() + " (" + id() + ") should end");
    }
  }

  @Override
  public Map<String, String> headers() {
    return run.headers();
  }

  /** The run is over: nothing is heard any more. */
  @Override
  public synchronized void close() {
    if (told != null) {
      told.close();
    }
  }

  /** What the client tells the task, with the threads on which listeners hear it. */
  private static final class Told {
    private final Ticker ticker = new Ticker("revolve-told", 1);
    private final ExecutorService listeners =
        Executors.newSingleThreadExecutor(Threads.PLATFORM.factory("revolve-listener-"));
    private final Tells tells = new Tells(listeners, ticker);
    private long count;

    Told(Run run, WireFormat format) {
      run.onTell((event, body) -> tells.take(message(run, format, event, body)));
    }

    private synchronized WireMessage message(Run run, WireFormat format, String event, Body body) {
      long number = ++count;
      MessageHeader about =
          new MessageHeader(
              run.id(),
              event,
              number,
              number - 1,
              0,
              System.currentTimeMillis(),
              body.type(),
              "client");
      return new WireMessage(about, body.bytes(), format);
    }

    void close() {
      ticker.close();
      listeners.shutdown();
    }
  }
}
