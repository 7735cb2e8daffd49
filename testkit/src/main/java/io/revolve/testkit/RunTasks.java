package io.revolve.testkit;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import io.revolve.api.Worker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What {@link RunContract} has run: programs in other languages do the same under these names. */
public final class RunTasks {

  private static final String READY = "ready";

  private RunTasks() {}

  /** Gives a worker all of them. */
  public static void handle(Worker worker) {
    worker
        .handle("echo", Echo.class)
        .handle("talk", Talk.class)
        .handle("listen", Listen.class)
        .handle("wait", Wait.class)
        .handle("ignore", Ignore.class)
        .handle("fail", Fail.class)
        .handle("flaky", Flaky.class)
        .handle("leave", Leave.class)
        .handle("about", About.class);
  }

  /** Gives back its payload: bytes as bytes, values as values. */
  public static final class Echo implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object call(RunningTask task) {
      return task.payload(Object.class);
    }
  }

  /** Says all that can be said, and prints something. */
  public static final class Talk implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      task.progress(1, 2);
      task.write("note", Map.of("half", "done"));
      task.write("raw", new byte[] {0, -1});
      System.out.println("this goes to the standard error");
      return "done";
    }
  }

  /** Says "ready", and gives back the names of what it is told until it is told "end". */
  public static final class Listen implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) throws InterruptedException {
      LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
      for (String event : List.of("one", "two", "end")) {
        task.addListener(event, message -> told.add(message.event()));
      }
      task.write(READY, null);
      List<String> heard = new java.util.ArrayList<>();
      while (!heard.contains("end")) {
        heard.add(told.take());
      }
      return heard;
    }
  }

  /** Says "ready", and waits until it is cancelled. */
  public static final class Wait implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      task.write(READY, null);
      Until.within(Until.BOUND, task::isCancelled);
      task.throwIfCancelled();
      return "not cancelled";
    }
  }

  /** Says "ready", and never ends, whatever is said to it. */
  public static final class Ignore implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      task.write(READY, null);
      while (true) {
        boolean unused = Until.passes(Until.BOUND);
      }
    }
  }

  /** Fails with "no such cat". */
  public static final class Fail implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      throw new IllegalStateException("no such cat");
    }
  }

  /** Fails twice, and then gives back the number of its attempt. */
  public static final class Flaky implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      if (task.attempt() < 3) {
        throw new IllegalStateException("not yet");
      }
      return task.attempt();
    }
  }

  /** Ends its process with status 3. */
  public static final class Leave implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      Runtime.getRuntime().halt(3);
      return "not ended";
    }
  }

  /** Gives back what it knows of itself. */
  public static final class About implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      return Map.of(
          "id",
          task.id(),
          "name",
          task.name(),
          "attempt",
          task.attempt(),
          "headers",
          task.headers());
    }
  }
}
