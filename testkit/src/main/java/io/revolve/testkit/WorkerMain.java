package io.revolve.testkit;

import io.revolve.ConfigFile;
import io.revolve.Make;
import io.revolve.api.Worker;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker in a JVM of its own, which a test starts and kills. */
public final class WorkerMain {

  private WorkerMain() {}

  /**
   * Runs a worker until the process is killed or its standard input ends.
   *
   * @param arguments the file of the worker's config
   */
  public static void main(String... arguments) {
    try (Make make = new Make();
        Worker worker = make.worker(ConfigFile.read(Path.of(arguments[0])))) {
      worker
          .handle(
              "steps",
              task -> {
                for (int i = 0; i < 3; i++) {
                  task.write("step", i);
                  Until.passes(Duration.ofMillis(5));
                }
                return task.payload(Object.class);
              })
          .handle("echo", task -> task.payload(Object.class))
          .handle(
              "sleep",
              task -> {
                task.write("begun", ProcessHandle.current().pid());
                return Until.passes(Duration.ofMinutes(5));
              })
          .handle("halt", task -> halt());
      worker.start();
      ChildJvm.ready();
      ChildJvm.awaitParent();
    }
  }

  private static @Nullable Object halt() {
    Runtime.getRuntime().halt(1);
    return null;
  }
}
