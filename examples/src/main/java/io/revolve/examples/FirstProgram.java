package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.*;
import java.util.List;
import java.util.Map;

/**
 * A task written as a lambda, which talks to its client over a messenger. Prints one line from the
 * worker and one from the client:
 *
 * <pre>
 * see this in the worker output
 * see this in the client output
 * </pre>
 */
public final class FirstProgram {
  private FirstProgram() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    String provider = choice.provider();

    Make make = new Make();

    Messenger messenger = make.messenger(choice.with("provider", choice.messenger()));

    Task task =
        make.task(
            Map.of(
                "provider",
                provider,
                "callback",
                (Callback)
                    running -> {
                      System.out.println("see this in the worker output");
                      running.writeTo(messenger, "output", "see this in the client output");
                      return null;
                    }));
    task.addListener("output", message -> System.out.println(message));

    // on another thread here; in another JVM, with an engine outside this one
    Worker worker =
        make.worker(
            choice.engineWith("callbacks", Map.of("allow", List.of("io.revolve.examples.*"))));
    Thread thread = new Thread(() -> worker.run()); // until stop() or close()
    thread.start();

    // in the client
    Client client = make.client(choice.engine());
    client.handle(task);
    do {
      client.read(messenger); // never blocks; listeners run on this thread
      if (client.hasCompleted(task)) {
        break;
      }
      Thread.sleep(50);
    } while (true);

    make.close(); // the worker drains, and run() returns
    thread.join();
  }
}
