package io.revolve.bench.redis;

import io.revolve.bench.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part, how much one round gives it to do, and how its processes are started. */
enum Peer {
  RAW("raw stream loop", 200_000, 256, 2000),
  REVOLVE("Revolve", 100_000, 256, 2000),
  BULLMQ("BullMQ", 20_000, 1, 2000),
  JESQUE("jesque", 10_000, 256, 10),
  REDISSON("Redisson", 4_096, 256, 1000);

  private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

  final String title;

  /** How many tasks a round of the throughput has. */
  final int tasks;

  /** How many are handed over in one go; it is what serves the peer best. */
  final int atOnce;

  /** How many tasks a round of the latency has. */
  final int single;

  Peer(String title, int tasks, int atOnce, int single) {
    this.title = title;
    this.tasks = tasks;
    this.atOnce = atOnce;
    this.single = single;
  }

  Child front(int port) throws IOException {
    return start("front", port);
  }

  Child back(int port) throws IOException {
    return start("back", port);
  }

  /** A JVM that has neither client nor worker. */
  static Child bare() throws IOException {
    return java("none", "back", 0, System.getProperty("java.class.path"));
  }

  private Child start(String role, int port) throws IOException {
    String name = name().toLowerCase(java.util.Locale.ROOT);
    String classes = System.getProperty("java.class.path");
    return switch (this) {
      case RAW, REVOLVE -> java(name, role, port, classes);
      case JESQUE, REDISSON -> java(name, role, port, own() + peer(name) + "/*");
      case BULLMQ ->
          new Child(List.of("node", peer(name) + "/bullmq.js", role, Integer.toString(port)));
    };
  }

  /** Peers need other versions of what Revolve uses, so each has its own class path. */
  private static String own() {
    return Path.of(Peer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        + File.pathSeparator;
  }

  private static String peer(String name) throws IOException {
    Path folder = Path.of(System.getProperty("bench.peers", "bench/target/peers"), name);
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no " + folder + "; ./bench/run redis gathers it");
    }
    return folder.toString();
  }

  private static Child java(String contender, String role, int port, String classes)
      throws IOException {
    List<String> flags = new ArrayList<>(HEAP);
    if (contender.equals("revolve")) {
      flags.addAll(Child.flags(role.equals("front") ? "CLIENT_FLAGS" : "WORKER_FLAGS"));
    }
    return Child.jvm(flags, classes, Post.class, List.of(contender, role, Integer.toString(port)));
  }
}
