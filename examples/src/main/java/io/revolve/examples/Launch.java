package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Health;
import io.revolve.api.Messenger;
import io.revolve.api.UnsupportedFeatureException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs an example on engines that were seen to answer. A wrong name, or an engine that is not
 * there, is a line here and no stack trace, so that the examples need not say so each.
 */
public final class Launch {
  private Launch() {}

  /** Runs an example: its class's name, then its arguments. */
  public static void main(String[] args) throws Throwable {
    int status = run(args[0], System.err, Arrays.copyOfRange(args, 1, args.length));
    if (status != 0) {
      System.exit(status); // whatever threads the example had begun
    }
  }

  static int run(String example, PrintStream errors, String... args) throws Throwable {
    try {
      requireEngines(Choice.of(args));
      start(example, args);
      return 0;
    } catch (ConfigException e) {
      errors.println(String.join("; ", e.problems()));
      return 2;
    } catch (IllegalArgumentException | UnsupportedFeatureException e) {
      errors.println(e.getMessage());
      return 2;
    } catch (EngineException e) {
      errors.println(e.getMessage());
      return 1;
    }
  }

  private static void requireEngines(Choice choice) {
    try (Make make = new Make();
        Client client = make.client(choice.engine());
        Messenger messenger = make.messenger(choice.with("provider", choice.messenger()))) {
      // The messenger first: a client's health is that of its messenger, too.
      if (!choice.messenger().equals(choice.provider())) {
        require(messenger.health(), choice.messenger(), "--messenger");
      }
      require(client.health(), choice.provider(), "--provider");
    }
  }

  private static void require(Health health, String engine, String option) {
    if (!health.green()) {
      throw new EngineException(
          "%s does not answer (%s); start it, or say where it is: %s %s@HOST:PORT"
              .formatted(engine, health.detail(), option, engine));
    }
  }

  private static void start(String example, String... args) throws Throwable {
    try {
      Class.forName(Launch.class.getPackageName() + "." + example)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
