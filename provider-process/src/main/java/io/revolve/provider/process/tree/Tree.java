package io.revolve.provider.process.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the processes that came of a command. Where the system shows environments (Linux), a mark
 * in them finds those, too, whose parent has ended; elsewhere only those whose parents live.
 */
public final class Tree {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int ROUNDS = 20;

  private Tree() {}

  /** Whether marks can be seen here. */
  public static boolean seesMarks() {
    return Files.isReadable(PROCESSES.resolve("self/environ"));
  }

  /** The process itself, what it has started, and all with this mark. */
  public static Set<ProcessHandle> of(Process process, String mark) {
    Set<ProcessHandle> all = marked(mark);
    try {
      process.descendants().forEach(all::add);
    } catch (RuntimeException e) {
      // The system's list cannot be opened, as no descriptor is left: there is the process itself.
    }
    all.add(process.toHandle());
    return all;
  }

  /**
   * Kills all with this mark, and those that they start meanwhile.
   *
   * @param mark a variable's name, or its name and value, as in an environment
   * @return who was killed
   */
  public static Set<ProcessHandle> killMarked(String mark) {
    Set<ProcessHandle> all = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> found = marked(mark);
      if (found.isEmpty()) {
        break;
      }
      found.forEach(ProcessHandle::destroyForcibly);
      all.addAll(found);
    }
    return all;
  }

  /** All that have this in their environment. */
  private static Set<ProcessHandle> marked(String mark) {
    Set<ProcessHandle> found = new HashSet<>();
    if (!seesMarks()) {
      return found;
    }
    byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path each : all) {
        if (has(each.resolve("environ"), wanted)) {
          ProcessHandle.of(Long.parseLong(each.getFileName().toString()))
              .filter(ProcessHandle::isAlive)
              .ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // What cannot be listed is not found.
    }
    return found;
  }

  private static boolean has(Path environment, byte[] wanted) {
    try {
      return indexOf(Files.readAllBytes(environment), wanted) >= 0;
    } catch (IOException e) {
      return false; // Another user's, or it has just ended.
    }
  }

  private static int indexOf(byte[] all, byte[] wanted) {
    for (int at = 0; at + wanted.length <= all.length; at++) {
      int same = 0;
      while (same < wanted.length && all[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }
}
