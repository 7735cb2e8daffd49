package io.revolve.testkit.torture;

import io.revolve.ConfigFile;
import io.revolve.Make;
import io.revolve.api.RunningTask;
import io.revolve.api.Worker;
import io.revolve.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** A worker whose tasks say much, each run of which is witnessed. */
public final class TortureWorkerMain {

  /** How many steps a task says. */
  static final int STEPS = 4;

  private static final int PULSE_MILLIS = 50;

  private TortureWorkerMain() {}

  /**
   * Runs a worker until the process is killed or its standard input ends.
   *
   * @param arguments the file of the worker's config, the folder of the witness, and from how many
   *     milliseconds on it counts as a stall that this JVM did not get to run
   */
  public static void main(String... arguments) {
    Witness witness = new Witness(Path.of(arguments[1]));
    pulse(witness, Long.parseLong(arguments[2]));
    try (Make make = new Make();
        Worker worker = make.worker(ConfigFile.read(Path.of(arguments[0])))) {
      worker.handle("torture", task -> run(task, witness)).start();
      ChildJvm.ready();
      ChildJvm.awaitParent();
    }
  }

  private static Object run(RunningTask task, Witness witness) throws InterruptedException {
    int number = Objects.requireNonNull(task.payload(Integer.class));
    witness.begun(number, task.attempt());
    for (int step = 0; step < STEPS; step++) {
      task.write("step", step);
      task.progress(step + 1, STEPS);
      Thread.sleep(ThreadLocalRandom.current().nextInt(longest(number)));
    }
    witness.ended(number, task.attempt());
    return number;
  }

  /**
   * In milliseconds, above what any step of a task takes. Some run through at once, so that all
   * that they say goes out with their end; some are there to be killed in their midst.
   */
  private static int longest(int number) {
    return switch (number % 16) {
      case 0, 4, 8, 12 -> 1;
      case 1 -> 80;
      default -> 4;
    };
  }

  private static void pulse(Witness witness, long stall) {
    Thread thread =
        new Thread(
            () -> {
              long last = System.currentTimeMillis();
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  Thread.sleep(PULSE_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
                long now = System.currentTimeMillis();
                if (now - last > stall) {
                  witness.stalled(last, now);
                }
                last = now;
              }
            },
            "torture-pulse");
    thread.setDaemon(true);
    thread.start();
  }
}
