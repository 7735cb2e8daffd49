package io.revolve.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that obeys lines: it answers each with lines {@code key=number} and {@code end}. */
public final class Child implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;

  /** Starts a process, and waits until it says that it is ready. */
  public Child(List<String> command) throws IOException {
    this.command = command;
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    from = process.inputReader();
    to = process.outputWriter();
    Map<String, Double> unused = answer("its start");
  }

  /** A JVM with a class path and flags of its own, whose main obeys by {@link Obedience}. */
  public static Child jvm(List<String> flags, String classes, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classes, main.getName()));
    command.addAll(arguments);
    return new Child(command);
  }

  /** The flags in a variable of the environment, for a profiler or another collector. */
  public static List<String> flags(String variable) {
    String flags = System.getenv(variable);
    return flags == null || flags.isBlank() ? List.of() : List.of(flags.trim().split(" +"));
  }

  /** Has it do something and waits for what comes of it. */
  public Map<String, Double> ask(String line) throws IOException {
    to.write(line + "\n");
    to.flush();
    return answer(line);
  }

  private Map<String, Double> answer(String to) throws IOException {
    Map<String, Double> figures = new HashMap<>();
    for (String line = from.readLine(); line != null; line = from.readLine()) {
      if (line.equals("end")) {
        return figures;
      }
      int equals = line.indexOf('=');
      if (equals > 0 && line.matches("[A-Za-z0-9]+=[-0-9.E]+")) {
        figures.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
      }
    }
    throw new IOException("ended at \"" + to + "\": " + String.join(" ", command));
  }

  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
