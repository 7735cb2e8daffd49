package io.revolve.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A worker of this class path in a JVM of its own. It ends when its standard input does, so it does
 * not outlive the one that started it, whichever way that one ends.
 */
final class WorkerJvm implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Thread printer = new Thread(this::printLines);

  /**
   * Starts one, and does not wait for it.
   *
   * @param main whose arguments are the name and the command line of this example
   */
  WorkerJvm(String name, Class<?> main, String... args) {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC")); // small, as there are several
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), name));
    command.addAll(List.of(args));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the worker's JVM: says that it has started, and returns when it should end. */
  static void serve() throws IOException {
    System.out.println("started");
    System.in.readAllBytes();
  }

  void awaitStart() {
    try {
      if (process.inputReader().readLine() == null) {
        throw new IllegalStateException(name + " ended before it had started");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints what it prints from now on, until it ends. */
  void printOutput() {
    printer.start();
  }

  private void printLines() {
    process.inputReader().lines().forEach(line -> System.out.println(this + ": " + line));
  }

  /** As {@code kill -9} does: it has no time to say good bye. */
  void kill() {
    process.destroyForcibly();
  }

  /** Lets it end in good order, and kills it if it does not. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        kill();
      }
      printer.join();
    } catch (IOException gone) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name + " (pid " + process.pid() + ")";
  }
}
