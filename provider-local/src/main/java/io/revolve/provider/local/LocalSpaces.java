package io.revolve.provider.local;

import java.util.HashMap;
import java.util.Map;

/**
 * The namespaces of one JVM. Thread safe.
 *
 * <p>This is the one thing in Revolve that all instances of {@code Make} share: it stands for this
 * JVM's memory, as a server's address stands for the server's, and a client and a worker made apart
 * could not meet without it. A space is dropped when no link is open and nothing is kept in it.
 */
final class LocalSpaces {
  private static final LocalSpaces THIS_JVM = new LocalSpaces();

  private final Map<String, LocalSpace> spaces = new HashMap<>();

  static LocalSpaces ofThisJvm() {
    return THIS_JVM;
  }

  /** The space of that name, in use until it is {@link #leave left} as often as entered. */
  synchronized LocalSpace enter(String namespace) {
    LocalSpace space = spaces.computeIfAbsent(namespace, name -> new LocalSpace(this));
    space.links++;
    dropUnused();
    return space;
  }

  synchronized void leave(LocalSpace space) {
    space.links--;
    dropUnused();
  }

  synchronized boolean has(String namespace) {
    return spaces.containsKey(namespace);
  }

  // What a space keeps expires without anybody's doing, so each coming and going looks at all.
  private void dropUnused() {
    spaces.values().removeIf(space -> space.links == 0 && space.isEmpty());
  }
}
