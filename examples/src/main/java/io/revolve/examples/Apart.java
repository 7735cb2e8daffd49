package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.Messenger;
import io.revolve.api.Task;
import java.util.Map;

/**
 * The first program with its worker in another JVM, which might as well be another machine: the
 * lambda travels there as a reference, and what it writes comes back over a messenger.
 *
 * <pre>
 * worker (pid 4712): see this in the worker output
 * client (pid 4711): see this in the client output
 * </pre>
 */
public final class Apart {
  private Apart() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args).forOtherJvms();
    String self = "client (pid " + ProcessHandle.current().pid() + "): ";

    try (WorkerJvm worker = new WorkerJvm("worker", ApartWorker.class, args);
        Make make = new Make();
        Client client = make.client(choice.engine())) {
      worker.awaitStart();
      worker.printOutput();

      Messenger messenger = make.messenger(choice.with("provider", choice.messenger()));
      Task task =
          make.task(
              Map.of(
                  "provider",
                  choice.provider(),
                  "callback",
                  (Callback)
                      running -> {
                        System.out.println("see this in the worker output");
                        running.writeTo(messenger, "output", "see this in the client output");
                        return null;
                      }));
      task.addListener("output", message -> System.out.println(self + message));

      client.handle(task);
      do {
        client.read(messenger); // never blocks; listeners run on this thread
        if (client.hasCompleted(task)) {
          break;
        }
        Thread.sleep(50);
      } while (true);
    }
  }
}
