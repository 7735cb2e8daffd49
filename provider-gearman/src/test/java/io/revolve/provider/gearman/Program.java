package io.revolve.provider.gearman;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client or worker of somebody else, in a process of its own. */
final class Program implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final BufferedReader output;

  private Program(String debianPackages, List<String> command) throws IOException {
    this.command = command;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(
          "cannot run " + command.get(0) + "; on Debian: apt-get install " + debianPackages, e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** A program of the test's resources in PHP. */
  static Program php(String name, int port, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("php", script(name), GearmanServer.HOST));
    command.add(Integer.toString(port));
    command.addAll(List.of(arguments));
    return new Program("php-cli php-gearman", command);
  }

  private static String script(String name) {
    try {
      return Path.of(Program.class.getResource("/php/" + name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gearman's own tool for the command line. */
  static Program tool(int port, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("gearman", "-h", GearmanServer.HOST));
    command.addAll(List.of("-p", Integer.toString(port)));
    command.addAll(List.of(arguments));
    return new Program("gearman-tools", command);
  }

  /** The next line that it prints; null when it has ended. */
  @Nullable String line() throws IOException {
    return output.readLine();
  }

  /** Everything that it still prints until it ends by itself, in good order. */
  List<String> lines() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
    }
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " fails, or does not end: " + lines);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
