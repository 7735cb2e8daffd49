package io.revolve.bench.gearman;

import io.revolve.bench.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Who takes part, how much one round gives it to do, and how its processes are started. */
enum Peer {
  C("libgearman", 30_000, 10_000),
  PHP("ext-gearman", 30_000, 10_000),
  REVOLVE("Revolve", 100_000, 10_000);

  private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

  final String title;

  /** How many tasks a round has with many in flight. */
  final int tasks;

  /** How many it has with one. */
  final int single;

  Peer(String title, int tasks, int single) {
    this.title = title;
    this.tasks = tasks;
    this.single = single;
  }

  /**
   * Starts one of its processes.
   *
   * @param programs what the peers run
   * @param role {@code front} or {@code back}
   */
  Child start(Programs programs, String role, int port) throws IOException {
    String at = Integer.toString(port);
    return switch (this) {
      case C -> new Child(List.of(programs.c().toString(), role, at));
      case PHP -> new Child(List.of("php", programs.php().toString(), role, at));
      case REVOLVE -> {
        List<String> flags = new ArrayList<>(HEAP);
        flags.addAll(Child.flags(role.equals("front") ? "CLIENT_FLAGS" : "WORKER_FLAGS"));
        yield revolve(flags, role, port);
      }
    };
  }

  /** A JVM of Revolve's, for what only that does. */
  static Child revolve(List<String> flags, String role, int port) throws IOException {
    String classes = System.getProperty("java.class.path");
    return Child.jvm(flags, classes, Post.class, List.of(role, Integer.toString(port)));
  }
}
