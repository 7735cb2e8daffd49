package io.revolve.provider.process.jvm;

import io.revolve.provider.process.protocol.Context;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.spi.Body;
import io.revolve.spi.Command;
import io.revolve.spi.Run;
import io.revolve.spi.RunLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A call of the pool, as the run of a callback. Thread safe. */
final class CallRun implements Run {
  private static final System.Logger LOGGER = System.getLogger(CallRun.class.getName());

  private final int number;
  private final Context context;
  private final byte[] body;
  private final Frames frames;
  private final List<Frames.Frame> told = new ArrayList<>();
  private @Nullable BiConsumer<String, Body> listener;
  private @Nullable Runnable cancelListener;
  private boolean cancelled;
  private @Nullable Thread thread;

  /**
   * A call.
   *
   * @param number how many have come, it included
   */
  CallRun(int number, Frames.Frame frame, Frames frames) {
    this.number = number;
    context = new Context(frame.context());
    body = frame.body();
    this.frames = frames;
  }

  /**
   * Runs the callback and says how it ended.
   *
   * @param over is run before the end is said
   */
  void run(RunLink callbacks, Runnable over) throws IOException {
    begin();
    Body result = null;
    String failure = null;
    try {
      result = callbacks.run(this);
    } catch (Throwable e) { // Whatever a callback throws ends its task alone.
      LOGGER.log(System.Logger.Level.WARNING, "task " + name() + " (" + id() + ") failed", e);
      failure = e.getClass().getName() + ": " + e.getMessage();
    }
    end();
    over.run();
    if (result != null) {
      frames.answer(new Payload(Context.ofResult(result), result.bytes()));
    } else {
      frames.fail(String.valueOf(failure));
    }
  }

  private synchronized void begin() {
    thread = Thread.currentThread();
    if (cancelled) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    thread = null;
    boolean unused = Thread.interrupted();
  }

  int number() {
    return number;
  }

  /** The task should end: its callback sees that, and is interrupted. */
  void cancel() {
    Runnable cancelling;
    synchronized (this) {
      cancelled = true;
      cancelling = cancelListener;
      if (thread != null) {
        thread.interrupt();
      }
    }
    if (cancelling != null) {
      cancelling.run();
    }
  }

  /** The client tells the task something. */
  synchronized void told(Frames.Frame frame) {
    told.add(frame);
    if (listener != null) {
      hear(listener, frame);
    }
  }

  private static void hear(BiConsumer<String, Body> listener, Frames.Frame frame) {
    Context about = new Context(frame.context());
    listener.accept(String.valueOf(about.tell()), new Body(about.type(), frame.body()));
  }

  @Override
  public String id() {
    return context.id();
  }

  @Override
  public String name() {
    return context.job();
  }

  @Override
  public int attempt() {
    return context.attempt();
  }

  @Override
  public Body payload() {
    return new Body(context.type(), body);
  }

  @Override
  public Map<String, String> headers() {
    return context.headers();
  }

  @Override
  public @Nullable Body code() {
    return context.code();
  }

  @Override
  public @Nullable Command command() {
    return null;
  }

  @Override
  public void emit(String event, Body payload) {
    part(new Payload(Context.ofEvent(event, payload), payload.bytes()));
  }

  @Override
  public void emitTo(Body messenger, String event, Body payload) {
    part(new Payload(Context.ofEvent(messenger, event, payload), payload.bytes()));
  }

  @Override
  public void progress(long done, long total) {
    part(new Payload(Context.ofProgress(done, total), new byte[0]));
  }

  private void part(Payload payload) {
    try {
      frames.part(payload);
    } catch (IOException e) {
      throw new UncheckedIOException("the pool has gone", e);
    }
  }

  @Override
  public synchronized void onTell(BiConsumer<String, Body> heard) {
    listener = heard;
    told.forEach(frame -> hear(heard, frame));
  }

  @Override
  public void onCancel(Runnable heard) {
    boolean now;
    synchronized (this) {
      cancelListener = heard;
      now = cancelled;
    }
    if (now) {
      heard.run();
    }
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }
}
