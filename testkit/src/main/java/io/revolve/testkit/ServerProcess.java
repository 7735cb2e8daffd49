package io.revolve.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A real engine that a test starts, stops and kills: a program that listens at a port of the
 * loopback address and answers a line with a line, as most do. Not thread safe.
 */
public class ServerProcess implements AutoCloseable {

  /** Where it listens. */
  public static final String HOST = "127.0.0.1";

  private static final int TIMEOUT_MILLIS = 2000;

  private final int port;
  private final List<String> command;
  private final String question;
  private final Predicate<String> isUp;
  private @Nullable Process process;

  /**
   * A server that is not started yet.
   *
   * @param port where it will listen
   * @param command what starts it in the foreground
   * @param question what it is asked, to see whether it is up
   * @param isUp whether the answer says so
   */
  public ServerProcess(int port, List<String> command, String question, Predicate<String> isUp) {
    this.port = port;
    this.command = List.copyOf(command);
    this.question = question;
    this.isUp = isUp;
  }

  /** The port at which it listens, now or later. */
  public final int port() {
    return port;
  }

  /** Its number in the operating system. */
  public final long pid() {
    return process().pid();
  }

  /** Starts it, and waits until it answers. */
  public void start() {
    String program = command.get(0);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start " + program + "; on Debian: apt-get install " + debianPackage(), e);
    }
    Until.holds(program + " answers", () -> isUp.test(ask(question)));
  }

  /** The Debian package that has the program, which has its name as a rule. */
  protected String debianPackage() {
    return command.get(0);
  }

  /** Asks it to end, as its service would, and waits for that. */
  public final void stop() {
    process().destroy();
    awaitEnd();
  }

  /** {@code kill -9}. */
  public final void kill() {
    process().destroyForcibly();
    awaitEnd();
  }

  /** Sends it a signal, such as STOP. */
  public final void signal(String name) throws IOException, InterruptedException {
    String[] signal = {"kill", "-" + name, Long.toString(pid())};
    if (new ProcessBuilder(signal).start().waitFor() != 0) {
      throw new IOException("cannot send " + name);
    }
  }

  /** Sends one line on a connection of its own; the reply's first bytes, or nothing. */
  public final String ask(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      byte[] reply = new byte[8192];
      int length = socket.getInputStream().read(reply);
      return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("the server was not started");
    }
    return process;
  }

  private void awaitEnd() {
    Process ending = process();
    Until.holds("the server has ended", () -> !ending.isAlive());
  }

  /** Below the ports that outgoing connections get: one of these could take it between restarts. */
  public static int freePort() {
    Random random = new Random();
    IOException none = new IOException("no free port");
    for (int i = 0; i < 1000; i++) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        none = taken;
      }
    }
    throw new UncheckedIOException(none);
  }
}
