package io.revolve.bench.gearman;

import io.revolve.bench.EngineProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A gearmand of the measurement's own, on a free port of the loopback address, in memory only. */
final class GearmanServer implements AutoCloseable {
  private static final long BOUND_NANOS = Duration.ofSeconds(20).toNanos();

  private final int port;
  private final EngineProcess process;

  GearmanServer() throws IOException, InterruptedException {
    port = EngineProcess.freePort();
    List<String> command =
        List.of("gearmand", "--listen=127.0.0.1", "--port=" + port, "--log-file=none");
    process = new EngineProcess(command, "gearman-job-server");
    process.await(this::answers);
  }

  int port() {
    return port;
  }

  /** The server's version. */
  String version() throws IOException {
    return ask("version", false).get(0).replace("OK", "").strip();
  }

  /** Waits until no job is left, of no function. */
  void awaitNoJobs() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (jobs() > 0) {
      if (System.nanoTime() - start > BOUND_NANOS) {
        throw new IllegalStateException(jobs() + " jobs are left");
      }
      Thread.sleep(10);
    }
  }

  private long jobs() throws IOException {
    return ask("status", true).stream()
        .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
        .sum();
  }

  private boolean answers() {
    try {
      return !version().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The lines of an answer, which is one, or ends with a dot. */
  private List<String> ask(String question, boolean many) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (many && line.equals(".")) {
          return lines;
        }
        lines.add(line);
        if (!many) {
          return lines;
        }
      }
      throw new IOException("gearmand ends its answer to \"" + question + "\" early");
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
