package io.revolve.bench.process;

import io.revolve.bench.Figures;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.provider.process.server.JobServer;
import io.revolve.provider.process.server.JobServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Calls of ten bytes to a job server with four PHP workers of AMP's, over one connection. AMP's own
 * server does not run on a PHP of today: how many calls it answered on a machine of the same kind,
 * beside a plain Java pool with 16 callers, is known, and makes the targets.
 */
final class JobServerBench implements Part {
  private static final int WORKERS = 4;
  private static final int CALLERS = 16;
  private static final byte[] NAME = "echo".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "0123456789".getBytes(StandardCharsets.US_ASCII);
  private static final String PLAIN = "plain Java";
  private static final double PLAIN_THEN = 130_000;

  /** A frame's two bytes, the call's number, what it is, and the data. */
  private static final int ANSWER = 2 + 4 + 1 + DATA.length;

  private static final int REQUEST = 2 + 4 + 1 + 1 + NAME.length + DATA.length;

  /** So many that none is used again while a processor of the machine stands still. */
  private static final int NUMBERS = 1 << 18;

  /**
   * How it is called.
   *
   * @param flying how many calls are under way
   * @param amp how many AMP answered in a second
   * @param more how much more than AMP this server should
   */
  private record Case(int flying, double amp, double more) {
    @Override
    public String toString() {
      return "job server, " + flying + " in flight";
    }
  }

  private static final List<Case> CASES =
      List.of(new Case(1, 12_000, 0), new Case(8, 51_000, 0), new Case(64, 91_000, 1.5));

  @Override
  public void measure(Table table, boolean quick) throws IOException, InterruptedException {
    Figures figures = new Figures();
    double seconds = quick ? 1 : 2;
    int warm = quick ? 1 : 2;
    Payload payload = Payload.of(DATA);
    try (PlainPool plain = new PlainPool(php("pool.php"), RelayKind.PIPES, WORKERS, payload);
        JobServer server = server();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setTcpNoDelay(true);
      for (int round = 0; round < warm + (quick ? 3 : 7); round++) {
        System.err.println("measuring the job server, round " + (round + 1) + " ...");
        double base = Crowd.of(plain, CALLERS, seconds).perSecond();
        for (Case each : CASES) {
          double ours = answers(socket, each.flying(), seconds);
          if (round >= warm) {
            figures.add(PLAIN, each.toString(), base);
            figures.add("Revolve", each.toString(), ours);
          }
        }
      }
    }
    for (Case each : CASES) {
      Target target =
          each.more() == 0 ? Target.NONE : Target.atLeast(each.amp() * each.more() / PLAIN_THEN);
      table.row(
          each.toString(),
          WORKERS,
          "/s",
          figures.median(PLAIN, each.toString()),
          figures.median("Revolve", each.toString()),
          target);
    }
  }

  private static List<String> php(String file) {
    return List.of("php", System.getProperty("bench.sources", "bench/src/main") + "/php/" + file);
  }

  private static JobServer server() throws IOException, InterruptedException {
    PoolSettings pool = PoolSettings.of(php("amp.php"), new Amp(1 << 20), WORKERS);
    return JobServer.open(JobServerSettings.of(pool, Place.of("127.0.0.1", 0)));
  }

  /** Keeps so many calls under way for a while; how many were answered in a second. */
  private static double answers(Socket socket, int flying, double seconds) throws IOException {
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    byte[] requests = requests();
    byte[] answers = new byte[flying * ANSWER];
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long asked = 0;
    long bytes = 0;
    int free = flying;
    while (free > 0 || bytes < asked * ANSWER) {
      for (int i = 0; i < free; ) {
        int from = (int) ((asked + i) % NUMBERS);
        int some = Math.min(free - i, NUMBERS - from);
        out.write(requests, from * REQUEST, some * REQUEST);
        i += some;
      }
      asked += free;
      int count = in.read(answers);
      if (count < 0) {
        throw new IOException("the server has closed the connection");
      }
      long before = bytes / ANSWER;
      bytes += count;
      free = System.nanoTime() < end ? (int) (bytes / ANSWER - before) : 0;
    }
    return asked * 1e9 / (System.nanoTime() - start);
  }

  /** One after another: calls that are under way at the same time have different numbers. */
  private static byte[] requests() {
    ByteBuffer all = ByteBuffer.allocate(NUMBERS * REQUEST);
    for (int i = 0; i < NUMBERS; i++) {
      all.put(AmpFrames.request(i, NAME, DATA));
    }
    return all.array();
  }
}
