package io.revolve.provider.process.jvm;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.relay.Relay;
import io.revolve.provider.process.relay.SocketConnector;
import io.revolve.spi.RunLink;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a process that runs callbacks, one at a time. It ends when the pool wants no
 * more, or has gone.
 */
public final class JvmWorker {
  private static final System.Logger LOGGER = System.getLogger(JvmWorker.class.getName());

  private final Frames frames;
  private final RunLink callbacks;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "revolve-callbacks"));

  /** What was asked and is not answered, the one that runs first; guarded by itself. */
  private final Deque<CallRun> calls = new ArrayDeque<>();

  /** How many calls have come. */
  private int begun;

  private JvmWorker(Frames frames, RunLink callbacks) {
    this.frames = frames;
    this.callbacks = callbacks;
  }

  /** Runs callbacks for the pool that has started this JVM. */
  public static void main(String[] arguments) throws IOException {
    Relay relay = relay(System.getenv().getOrDefault("RR_RELAY", "pipes"));
    ClassLoader loader = JvmWorker.class.getClassLoader();
    RunLink callbacks =
        ServiceLoader.load(RunLink.class, loader)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no revolve-core on the class path"));
    int status = 1;
    try {
      new JvmWorker(new Frames(relay, new Goridge(Integer.MAX_VALUE)), callbacks).work();
      status = 0;
    } catch (Throwable e) { // Nobody is there to take it.
      LOGGER.log(System.Logger.Level.ERROR, "the worker cannot go on", e);
    } finally {
      Runtime.getRuntime().halt(status); // Whatever threads the callbacks have left.
    }
  }

  /**
   * What callbacks print goes to the standard error, since the standard output may be the pool's.
   */
  private static Relay relay(String address) throws IOException {
    System.setOut(System.err);
    if (!address.equals("pipes")) {
      return SocketConnector.connect(address);
    }
    System.setIn(InputStream.nullInputStream());
    return new Relay(
        new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
  }

  private void work() throws IOException {
    for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
      if (frame.isControl()) {
        if (frame.asksToStop()) {
          return; // The pool says so when all is answered.
        }
        frames.greet(ProcessHandle.current().pid());
      } else if (frame.isCancel()) {
        CallRun about = running(frame.call());
        if (about != null) {
          about.cancel();
        }
      } else if (frame.isTold()) {
        CallRun about = running(frame.call());
        if (about != null) {
          about.told(frame);
        }
      } else {
        begin(new CallRun(++begun, frame, frames));
      }
    }
  }

  private void begin(CallRun call) {
    synchronized (calls) {
      calls.add(call);
    }
    thread.execute(() -> run(call));
  }

  /** Null if that call is over: what was said about it is not for the next one. */
  private @Nullable CallRun running(int number) {
    synchronized (calls) {
      CallRun first = calls.peek();
      return first != null && first.number() == number ? first : null;
    }
  }

  private void run(CallRun call) {
    try {
      call.run(callbacks, this::over);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the pool has gone", e);
      Runtime.getRuntime().halt(1);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "the end of a task cannot be said", e);
      Runtime.getRuntime().halt(1); // The pool sees that, and would wait for ever otherwise.
    }
  }

  /** What comes from now on is for the next call. */
  private void over() {
    synchronized (calls) {
      CallRun unused = calls.remove();
    }
  }
}
