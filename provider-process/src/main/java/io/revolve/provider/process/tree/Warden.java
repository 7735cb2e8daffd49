package io.revolve.provider.process.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small process that outlives a JVM which was killed, and then kills all with a mark that have
 * not ended after a while. It sleeps in a read from this JVM until then. Only where marks can be
 * seen. Thread safe.
 */
public final class Warden implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Warden.class.getName());
  private static final Path SHELL = Path.of("/bin/sh");

  /** The end of its input without a word means that the JVM is gone. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      read -r word && exit 0
      left=$2
      while [ "$left" -gt 0 ]; do
        grep -qsF "$1" /proc/[0-9]*/environ || exit 0
        sleep 1
        left=$((left - 1))
      done
      round=0
      while [ $round -lt 50 ]; do
        found=$(grep -slF "$1" /proc/[0-9]*/environ)
        [ -n "$found" ] || exit 0
        for each in $found; do
          each=${each#/proc/}
          kill -KILL "${each%/environ}" 2>/dev/null
        done
        round=$((round + 1))
      done
      """;

  private final String mark;
  private final Duration grace;
  private @Nullable Process process;
  private boolean closed;

  /**
   * One that is not there yet.
   *
   * @param mark a variable's name, or its name and a value's beginning, as in an environment
   * @param grace how long those who have it may go on without the JVM; in whole seconds, rounded up
   */
  public Warden(String mark, Duration grace) {
    this.mark = mark;
    this.grace = grace;
  }

  /** Starts it, if it does not run yet and can. */
  public synchronized void ensure() {
    if (closed
        || (process != null && process.isAlive())
        || !Tree.seesMarks()
        || !Files.isExecutable(SHELL)) {
      return;
    }
    String seconds = Long.toString(grace.plusMillis(999).toSeconds());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "revolve-warden", mark, seconds)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .directory(Path.of("/").toFile());
      // Whoever ends this JVM by such a mark may not end what is to clear up behind it.
      builder.environment().keySet().removeIf(each -> each.startsWith("REVOLVE_"));
      process = builder.start();
    } catch (IOException e) {
      closed = true;
      LOGGER.log(
          System.Logger.Level.WARNING,
          "what this JVM has started will outlive it if it is killed",
          e);
    }
  }

  /** Sends it home, and waits until it has gone. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process == null) {
      return;
    }
    try (OutputStream out = process.getOutputStream()) {
      out.write("home\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      process.destroyForcibly(); // It was killed already.
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }
}
