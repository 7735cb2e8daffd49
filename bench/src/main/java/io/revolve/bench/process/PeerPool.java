package io.revolve.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Another pool, in a program of its own that calls it as {@link Crowd} does: it is started with the
 * number of processes, that of callers, the relay and the PHP file, prints a line when it is ready,
 * and then for each line with seconds one with the calls a second, and the median, the 99th
 * percentile and its own CPU of a call in microseconds.
 */
final class PeerPool implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  private PeerPool(Process process) {
    this.process = process;
    said = process.inputReader(StandardCharsets.UTF_8);
    told = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The program that the variable {@code PEER} names; null if there is none. */
  static @Nullable PeerPool open(PoolBench.Case how, String php) throws IOException {
    String program = System.getenv("PEER");
    if (program == null || program.isEmpty()) {
      return null;
    }
    String relay = how.relay().name().toLowerCase(Locale.ROOT);
    String workers = Integer.toString(how.workers());
    PeerPool peer =
        new PeerPool(
            new ProcessBuilder(
                    List.of(program, workers, Integer.toString(how.callers()), relay, php))
                .redirectError(Redirect.INHERIT)
                .start());
    String unused = peer.hear();
    return peer;
  }

  /** Has it called for a while. */
  Crowd call(double seconds) throws IOException {
    told.write(seconds + "\n");
    told.flush();
    String[] figures = hear().strip().split(" +");
    if (figures.length != 4) {
      throw new IOException("expected four figures of the peer, got " + List.of(figures));
    }
    return new Crowd(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]) * 1e3,
        Double.parseDouble(figures[2]) * 1e3,
        Double.parseDouble(figures[3]) * 1e3);
  }

  private String hear() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the peer has ended");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      told.close(); // It ends with its input.
    } catch (IOException e) {
      process.destroy();
    }
  }
}
