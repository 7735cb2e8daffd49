package io.revolve.provider.process.pool;

import io.revolve.provider.process.relay.Relay;
import io.revolve.provider.process.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of the operating system: it is started, killed and waited for, and what it writes that
 * is not for the pool is logged. Thread safe.
 */
final class Child {
  private static final System.Logger LOGGER = System.getLogger(Child.class.getName());

  /** The variable that is in the environment of all that comes of a pool. */
  static final String MARK = "REVOLVE_WORKER";

  private static final int TAIL = 2000;
  private static final int LONGEST_LINE = 8192;
  private static final long PAGE = 4096;
  private static final Duration DYING = Duration.ofSeconds(5);

  private final List<String> command;
  private final Process process;

  /** What is in the environment of it and of all that it starts. */
  private final String mark;

  private final StringBuilder tail = new StringBuilder();
  private final Thread errors;

  private Child(List<String> command, Process process, String mark, boolean usesStreams) {
    this.command = command;
    this.process = process;
    this.mark = mark;
    boolean isLogged = false;
    try {
      errors = log(process.getErrorStream(), "errors");
      if (!usesStreams) {
        Thread unused = log(process.getInputStream(), "output");
      }
      isLogged = true;
    } finally {
      if (!isLogged) {
        kill(); // The system has no more threads, and nobody would know of the process.
      }
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
   * @param family what its mark begins with
   * @param address what it must know to connect
   * @param usesStreams whether it speaks by its standard streams
   * @throws PoolException.BootFailed if there is no such program, or it cannot be started
   */
  static Child start(PoolSettings settings, String family, String address, boolean usesStreams) {
    Program program = settings.program();
    List<String> command = program.command();
    ProcessBuilder builder = new ProcessBuilder();
    if (program.folder() != null) {
      builder.directory(program.folder().toFile());
    }
    builder.environment().put("RR_RELAY", address);
    builder.environment().put("RR_MODE", "jobs");
    builder.environment().putAll(program.environment());
    String mark = family + "/" + UUID.randomUUID();
    builder.environment().put(MARK, mark);
    try {
      builder.command(settings.options().runAs().command(command));
      return new Child(command, builder.start(), MARK + "=" + mark, usesStreams);
    } catch (IOException e) {
      throw new PoolException.BootFailed("cannot start " + command + ": " + e.getMessage());
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

  boolean hasEnded() {
    return !process.isAlive();
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
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (RuntimeException e) { // The system's list cannot be opened: no descriptor is left.
      LOGGER.log(System.Logger.Level.WARNING, "cannot look for what " + this + " has started", e);
    }
    // The process itself would close its streams, and what is in them with them.
    boolean unused = process.toHandle().destroyForcibly();
  }

  /** Kills it, and waits until it has gone, even on a thread that is interrupted. */
  void end() {
    kill();
    long most = DYING.toNanos();
    Process unused = process.onExit().completeOnTimeout(process, most, TimeUnit.NANOSECONDS).join();
  }

  /** Kills what it has started and left behind, where such can be found. */
  void killOrphans() {
    Set<ProcessHandle> killed = Tree.killMarked(mark);
    if (!killed.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "{0} has ended; what it had started held its streams open and was killed: {1}",
          this,
          killed);
    }
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

  /** What it has printed to its standard output, and nobody has read, as far as it is short. */
  String printed() {
    try {
      InputStream in = process.getInputStream();
      byte[] bytes = in.readNBytes(Math.min(TAIL, in.available()));
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : "; it printed: " + text;
    } catch (IOException e) {
      return "";
    }
  }

  private String lastWords() {
    synchronized (tail) {
      String text = tail.toString().strip();
      return text.isEmpty() ? "" : "; it wrote: " + text;
    }
  }

  private void log(InputStream from) {
    char[] buffer = new char[LONGEST_LINE];
    StringBuilder lines = new StringBuilder();
    try (Reader in = new InputStreamReader(from, StandardCharsets.UTF_8)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        synchronized (tail) {
          tail.append(buffer, 0, count);
          tail.delete(0, Math.max(0, tail.length() - TAIL));
        }
        lines.append(buffer, 0, count);
        int end = lines.lastIndexOf("\n") + 1;
        log(lines, end == 0 && lines.length() >= LONGEST_LINE ? lines.length() : end);
      }
      log(lines, lines.length());
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot read what is logged of " + this, e);
    }
  }

  private void log(StringBuilder lines, int count) {
    String text = lines.substring(0, count).stripTrailing();
    lines.delete(0, count);
    if (!text.isEmpty()) {
      LOGGER.log(System.Logger.Level.INFO, "process {0}: {1}", Long.toString(pid()), text);
    }
  }

  @Override
  public String toString() {
    return "process " + pid() + " (" + String.join(" ", command) + ")";
  }
}
