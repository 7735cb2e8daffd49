package io.revolve.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program of the kit in another JVM with the same class path, and what it wrote. */
public final class ChildJvm implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final Path file;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  /**
   * Starts a program; it has the config as a file.
   *
   * @param main its class
   * @param config of a client or worker: maps, lists, texts and numbers
   * @param arguments what it has behind the file
   */
  public ChildJvm(Class<?> main, Map<String, Object> config, String... arguments) {
    try {
      file = Files.createTempFile("kit", ".json");
      Files.writeString(file, json(config));
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      List<String> command =
          new ArrayList<>(
              List.of(
                  java,
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  main.getName(),
                  file.toString()));
      command.addAll(List.of(arguments));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException killed) {
      lines.add("the process was killed");
    }
  }

  /** Waits until the program says that it is ready. */
  public ChildJvm await() {
    Until.holds("a child JVM is ready", () -> lines.contains(READY) || !process.isAlive());
    if (!lines.contains(READY)) {
      throw new AssertionError("the child JVM died: " + lines);
    }
    return this;
  }

  /** What it has written so far, but for its being ready. */
  public List<String> lines() {
    return lines.stream().filter(line -> !line.equals(READY)).toList();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its number in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Kills it at once, as {@code kill -9} does; returns when it is gone and all is read. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
      reader.join(Until.BOUND.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** In the child: says that it is ready. */
  public static void ready() {
    System.out.println(READY);
  }

  /** In the child: returns when the parent is gone. */
  public static void awaitParent() {
    try {
      System.in.readAllBytes();
    } catch (IOException gone) {
      Thread.currentThread().interrupt();
    }
  }

  private static String json(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      map.forEach(
          (key, inner) -> {
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
            write(String.valueOf(key), text);
            text.append(':');
            write(inner, text);
          });
      text.append('}');
    } else if (value instanceof Iterable<?> list) {
      text.append('[');
      list.forEach(
          inner -> {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",");
            write(inner, text);
          });
      text.append(']');
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      String quoted = value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
      text.append('"').append(quoted).append('"');
    }
  }
}
