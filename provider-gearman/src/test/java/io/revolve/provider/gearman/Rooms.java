package io.revolve.provider.gearman;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.spi.Config.Address;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.ServerProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where clients and workers meet at servers that a test ill-treats. */
final class Rooms {

  private Rooms() {}

  /** At these ports; calls may take a second. */
  static Room at(int... ports) {
    return at("background", ports);
  }

  /** Likewise, with a mode. */
  static Room at(String mode, int... ports) {
    return new Room(
        namespace -> Map.of("provider", "gearman", "gearman", section(namespace, mode, ports)));
  }

  /** The section of a config. */
  static Map<String, Object> section(String namespace, String mode, int... ports) {
    List<List<Object>> servers =
        Arrays.stream(ports).mapToObj(port -> List.<Object>of(ServerProcess.HOST, port)).toList();
    Map<String, Object> section = new HashMap<>();
    section.put("servers", servers);
    section.put("namespace", namespace);
    section.put("mode", mode);
    section.put("timeout", "PT1S");
    return section;
  }

  /** The settings of a link to one server. */
  static GearmanSettings settings(int port) {
    return settings(new Address(ServerProcess.HOST, port));
  }

  /** The settings of a link to some servers. */
  static GearmanSettings settings(Address... servers) {
    return settings(Duration.ofHours(1), servers);
  }

  /** Likewise, with a time for which letters are kept. */
  static GearmanSettings settings(Duration keep, Address... servers) {
    return new GearmanSettings(
        List.of(servers),
        "any",
        GearmanSettings.Mode.BACKGROUND,
        Duration.ofSeconds(1),
        keep,
        false,
        GearmanSettings.Failures.EXCEPTION);
  }

  /** Hands a task over and reads until it has ended. */
  static Heard run(Client client, Task task, String... events) {
    Heard heard = Heard.of(task, events);
    client.handle(task);
    Room.read(client, task.name() + " ends", heard::hasEnded);
    return heard;
  }
}
