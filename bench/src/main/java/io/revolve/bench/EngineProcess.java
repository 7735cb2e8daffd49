package io.revolve.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An engine of the measurement's own, which ends with it. */
public final class EngineProcess implements AutoCloseable {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final String name;
  private final Process process;

  /** Starts an engine, whose program has the name of its Debian package. */
  public EngineProcess(List<String> command) throws IOException {
    this(command, command.get(0));
  }

  /** Starts an engine, whose program is in that Debian package. */
  public EngineProcess(List<String> command, String debianPackage) throws IOException {
    name = command.get(0);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IOException(
          "cannot start " + name + "; on Debian: apt-get install " + debianPackage, e);
    }
  }

  /** Waits until it answers. */
  public void await(BooleanSupplier isUp) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!isUp.getAsBoolean()) {
      if (System.nanoTime() - start > BOUND_NANOS || !process.isAlive()) {
        throw new IOException(name + " does not answer");
      }
      Thread.sleep(20);
    }
  }

  /** A free port of the loopback address, below those that outgoing connections get. */
  public static int freePort() throws IOException {
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
    throw none;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
