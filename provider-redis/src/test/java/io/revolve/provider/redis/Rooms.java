package io.revolve.provider.redis;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import java.util.HashMap;
import java.util.Map;

/** Where clients and workers meet at a server that a test ill-treats. */
final class Rooms {

  private Rooms() {}

  /** At one server, whose calls may take a second, with settings: a key, its value, a key, ... */
  static Room at(int port, Object... settings) {
    return new Room(
        namespace -> {
          Map<String, Object> section = new HashMap<>();
          section.put("port", port);
          section.put("timeout", "PT1S");
          section.put("namespace", namespace);
          for (int i = 0; i < settings.length; i += 2) {
            section.put((String) settings[i], settings[i + 1]);
          }
          return Map.of("provider", "redis", "redis", section);
        });
  }

  /** Hands a task over and reads until it has ended. */
  static Heard run(Client client, Task task, String... events) {
    Heard heard = Heard.of(task, events);
    client.handle(task);
    Room.read(client, task.name() + " ends", heard::hasEnded);
    return heard;
  }
}
