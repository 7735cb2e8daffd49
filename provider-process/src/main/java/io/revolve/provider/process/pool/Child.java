package io.revolve.provider.process.pool;

import io.revolve.provider.process.relay.Relay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of the operating system: it is started, killed and waited for, and what it writes that
 * is not for the pool is logged. Thread safe.
 */
final class Child {
  private static final System.Logger LOGGER = System.getLogger(Child.class.getName());
  private static final int TAIL = 2000;
  private static final long PAGE = 4096;
  private static final Duration DYING = Duration.ofSeconds(5);

  private final List<String> command;
  private final Process process;
  private final StringBuilder tail = new StringBuilder();
  private final Thread errors;

  private Child(List<String> command, Process process, boolean usesStreams) {
    this.command = command;
    this.process = process;
    errors = log(process.getErrorStream(), "errors");
    if (!usesStreams) {
      Thread unused = log(process.getInputStream(), "output");
    }
  }

  private Thread log(InputStream in, String what) {
    Thread thread = new Thread(() -> log(in), "revolve-process-" + pid() + "-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Starts it.
   *
   * @param address what it must know to connect
   * @param usesStreams whether it speaks by its standard streams
   * @throws PoolException.BootFailed if there is no such program, or it cannot be started
   */
  static Child start(PoolSettings settings, String address, boolean usesStreams) {
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    if (settings.folder() != null) {
      builder.directory(settings.folder().toFile());
    }
    builder.environment().put("RR_RELAY", address);
    builder.environment().put("RR_MODE", "jobs");
    builder.environment().putAll(settings.environment());
    try {
      builder.command(settings.options().runAs().command(settings.command()));
      return new Child(settings.command(), builder.start(), usesStreams);
    } catch (IOException e) {
      throw new PoolException.BootFailed(
          "cannot start " + settings.command() + ": " + e.getMessage());
    }
  }

  long pid() {
    return process.pid();
  }

  /** Its standard streams. */
  Relay streams() {
    return new Relay(process.getInputStream(), process.getOutputStream());
  }

  /** Does something when it has ended; at once if it has. */
  void onExit(Runnable then) {
    CompletableFuture<Void> unused = process.onExit().thenRun(then);
  }

  /** Waits a while for its end; false if it goes on. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many bytes of memory it has; -1 where that cannot be known. */
  long memory() {
    try {
      String statm = Files.readString(Path.of("/proc/" + pid() + "/statm"));
      return Long.parseLong(statm.split(" ")[1]) * PAGE;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  /** Kills it and what it has started. What it has said can still be heard. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    // The process itself would close its streams, and what is in them with them.
    boolean unused = process.toHandle().destroyForcibly();
  }

  /** Kills it if it has not ended after a while. */
  void killAfter(Duration time) {
    CompletableFuture<Process> unused =
        process
            .onExit()
            .orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (ended, late) -> {
                  if (late != null) {
                    kill();
                  }
                });
  }

  /**
   * Waits until it has ended; says how, and what it wrote last to its standard error.
   *
   * @param usual within what time it ends or is killed
   */
  String awaitEnd(Duration usual) {
    boolean interrupted = false;
    String end = ", and does not end";
    try {
      if (process.waitFor(usual.plus(DYING).toNanos(), TimeUnit.NANOSECONDS)) {
        end = " (status " + process.exitValue() + ")";
        errors.join(200); // A process that it started may have its standard error still.
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return end + lastWords();
  }

  private String lastWords() {
    synchronized (tail) {
      String text = tail.toString().strip();
      return text.isEmpty() ? "" : "; it wrote: " + text;
    }
  }

  private void log(InputStream from) {
    byte[] buffer = new byte[8192];
    try (InputStream in = from) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
        synchronized (tail) {
          tail.append(text);
          tail.delete(0, Math.max(0, tail.length() - TAIL));
        }
        LOGGER.log(System.Logger.Level.INFO, "process {0}: {1}", pid(), text.stripTrailing());
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot read what is logged of " + this, e);
    }
  }

  @Override
  public String toString() {
    return "process " + pid() + " (" + String.join(" ", command) + ")";
  }
}
