package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.Until;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Children that write and read as they like, and many that end in every way. */
@Timeout(300)
@Isolated("it counts this JVM's processes, threads and descriptors")
@Tag("once")
class TortureTest {
  private static final long MEBIBYTE = 1 << 20;

  /** Reads its input slowly while it writes to both outputs. */
  private static final String FLOOD =
      """
      import sys, threading
      size = int(sys.argv[1])
      def write(stream):
          block = b"x" * 65535 + b"\\n"
          for _ in range(size // len(block)):
              stream.write(block)
          stream.flush()
      threads = [threading.Thread(target=write, args=(s,)) for s in (sys.stdout.buffer, sys.stderr.buffer)]
      for t in threads: t.start()
      count = 0
      while True:
          data = sys.stdin.buffer.read1(8192)
          if not data: break
          count += len(data)
          if count % (1 << 20) == 0:
              for t in threads: t.join(0.001)
      for t in threads: t.join()
      sys.exit(0 if count == size // 16 else 9)
      """;

  @Test
  void sixtyFourMebibytesBothWaysStayUnderTheBound() {
    flood(64);
  }

  @Test
  @Tag("long")
  void aGibibyteBothWaysStaysUnderTheBound() {
    flood(1024);
  }

  private static void flood(long mebibytes) {
    long size = mebibytes * MEBIBYTE;
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(2)) {
      long[] lines = new long[1];
      Command base =
          Command.of("python3", "-c", FLOOD, Long.toString(size))
              .withTimeout(Duration.ofMinutes(4));
      Command kept =
          base.withInput(new Input.FromStream(new Zeros(size / 16)))
              .withOutput(new Output.Memory(1000))
              .withError(new Output.Memory(2000));
      Command heard =
          base.withInput(new Input.FromStream(new Zeros(size / 16)))
              .withOutput(Output.lines(line -> lines[0]++))
              .withError(new Output.Memory(0));
      Outcome outcome = dispatcher.submit(kept).future().join();
      Outcome other = dispatcher.submit(heard).future().join();
      long written = size / 65536 * 65536;
      assertTrue(outcome.isSuccess() && other.isSuccess(), () -> outcome + " " + other);
      assertEquals(1000, outcome.output().bytes().length);
      assertEquals(written - 1000, outcome.output().dropped());
      assertEquals(written - 2000, outcome.error().dropped());
      assertEquals(written, other.error().dropped());
      assertEquals(size / 65536, lines[0]);
    }
  }

  @Test
  void nothingLeaksWhateverHappens() throws IOException {
    Command warm = Command.of("true");
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(1)) {
      assertTrue(dispatcher.submit(warm).future().join().isSuccess());
    }
    long descriptors = descriptors();
    long processes = ProcessHandle.current().descendants().count();
    Random random = new Random(5);
    DispatcherSettings settings =
        DispatcherSettings.of(6).withPatience(Duration.ZERO).withGrace(Duration.ofMillis(20));
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(settings)) {
      List<Execution> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(dispatcher.submit(odd(random)));
        if (random.nextInt(10) == 0) {
          boolean unused = all.get(random.nextInt(all.size())).cancel();
        }
      }
      for (Execution each : all) {
        assertTrue(each.future().join().ended() != null);
      }
      assertEquals(0, dispatcher.running() + dispatcher.waiting());
    }
    assertEquals(processes, ProcessHandle.current().descendants().count());
    Until.holds("all descriptors are closed", () -> descriptors() <= descriptors + 5);
    Until.holds(
        "no thread of a dispatcher works",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("revolve-dispatch"))
                .allMatch(thread -> thread.getState() == Thread.State.TERMINATED));
  }

  private static Command odd(Random random) {
    Input input = new Input.Bytes(new byte[random.nextInt(200_000)]);
    return switch (random.nextInt(8)) {
      case 0 -> Command.of("cat").withInput(input);
      case 1 -> Command.of("no-such-program");
      case 2 -> Command.of("sleep", "1000").withTimeout(Duration.ofMillis(5));
      case 3 -> Command.of("sh", "-c", "kill -9 $$").withInput(input);
      case 4 -> Command.of("sh", "-c", "sleep 1000 & exit 3");
      case 5 -> Command.of("head", "-c", "100000", "/dev/zero").withOutput(Output.nowhere());
      case 6 -> Command.of("seq", "1000").withOutput(Output.lines(line -> {}));
      default -> Command.of("sh", "-c", "exec >&- 2>&- <&-; true").withInput(input);
    };
  }

  private static long descriptors() {
    String[] all = new File("/proc/self/fd").list();
    return all == null ? 0 : all.length;
  }

  /** So many zeros. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      left -= count;
      return count;
    }
  }
}
