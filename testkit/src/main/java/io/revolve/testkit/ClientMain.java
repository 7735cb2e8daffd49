package io.revolve.testkit;

import io.revolve.ConfigFile;
import io.revolve.Make;
import io.revolve.api.Client;
import java.nio.file.Path;
import java.util.Map;

/** A client in a JVM of its own, which hands tasks over until a test kills it. */
public final class ClientMain {

  private ClientMain() {}

  /**
   * Hands over tasks, one at a time, and writes the number of each once it is accepted.
   *
   * @param arguments the file of the client's config
   */
  public static void main(String... arguments) {
    try (Make make = new Make();
        Client client = make.client(ConfigFile.read(Path.of(arguments[0])))) {
      ChildJvm.ready();
      for (int i = 0; i < 100_000; i++) {
        client.handle(make.task(Map.of("name", "count", "payload", i)));
        System.out.println(i);
      }
    }
  }
}
