package io.revolve.provider.process.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that say what comes to their mind: frames of chance, frames that are cut, bytes that are
 * turned, connections that are left half open, floods. A good client is answered all the while.
 */
@Tag("once")
class JobServerFuzzTest {
  private static final String[] PROCEDURES = {
    "echo", "upper", "parts", "more", "fail", "ping", "sleep", "", "exit"
  };

  @Test
  @Timeout(120)
  void goodClientIsAnsweredWhateverOthersSay() throws Exception {
    fuzz(1, 40_000);
  }

  /**
   * As many frames as two connections that never rest would send in an hour at some 500 a second.
   */
  @Test
  @Tag("long")
  @Timeout(1800)
  void goodClientIsAnsweredWhateverOthersSayForAnHour() throws Exception {
    fuzz(2, 2_000_000);
  }

  private static void fuzz(long seed, int frames) throws Exception {
    JobServerSettings settings =
        Servers.settings(Servers.amp(2), 0)
            .withBounds(new JobServerSettings.Bounds(1 << 20, 60, 500, 16 << 20, 4 << 20))
            .withTimes(
                new JobServerSettings.Times(
                    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(50)));
    try (JobServer server = JobServer.open(settings)) {
      AtomicBoolean isOver = new AtomicBoolean();
      AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
      Thread good = new Thread(() -> behave(server, isOver, wrong), "good client");
      good.start();
      List<Thread> fools = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Random random = new Random(seed * 31 + i);
        Thread fool = new Thread(() -> fool(server, random, frames / 2, wrong), "fool " + i);
        fools.add(fool);
        fool.start();
      }
      for (Thread fool : fools) {
        fool.join();
      }
      isOver.set(true);
      good.join();
      Throwable why = wrong.get();
      if (why != null) {
        throw new AssertionError(why);
      }
      Until.holds("nobody is left", () -> server.connections() == 0);
      Until.holds("nothing is left", () -> server.open() == 0);
      Until.holds("all processes are there", () -> server.pool().workers().size() == 2);
    }
  }

  private static void behave(
      JobServer server, AtomicBoolean isOver, AtomicReference<@Nullable Throwable> wrong) {
    int answered = 0;
    try (Plain client = new Plain(server)) {
      client.socket().setSoTimeout(60_000);
      while (!isOver.get() || answered < 20) {
        String text = "call " + answered;
        client.call(answered, "upper", text);
        String answer = client.answer();
        while (answer.contains("ERROR revolve:busy")) { // Fools may take all the room.
          client.call(answered, "upper", text);
          answer = client.answer();
        }
        assertEquals(answered + " LAST CALL " + answered, answer);
        answered++;
      }
    } catch (Exception | AssertionError e) {
      wrong.compareAndSet(null, e);
    }
  }

  private static void fool(
      JobServer server, Random random, int frames, AtomicReference<@Nullable Throwable> wrong) {
    List<Socket> halfOpen = new ArrayList<>();
    try {
      int left = frames;
      while (left > 0 && wrong.get() == null) {
        left -= 1 + talk(server, random, Math.min(left, random.nextInt(200)), halfOpen);
      }
      for (Socket each : halfOpen) {
        each.close();
      }
    } catch (IOException e) {
      wrong.compareAndSet(null, e);
    }
  }

  /** One connection, until it is closed, or left. */
  private static int talk(JobServer server, Random random, int frames, List<Socket> halfOpen)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    try {
      for (int i = 0; i < frames; i++) {
        byte[] frame = frame(random, i);
        int way = random.nextInt(60);
        if (way == 0) {
          frame = Arrays.copyOf(frame, random.nextInt(frame.length));
        } else if (way == 1 && frame.length > 0) {
          frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        } else if (way == 2) {
          random.nextBytes(frame);
        }
        socket.getOutputStream().write(frame);
        int there = socket.getInputStream().available();
        if (there > 0 && random.nextInt(4) > 0) {
          long unused = socket.getInputStream().skip(there);
        }
      }
    } catch (IOException e) {
      // The server has closed it, as it should.
    }
    if (random.nextInt(5) == 0 && halfOpen.size() < 25) {
      halfOpen.add(socket); // and nothing more is said
    } else {
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    }
    if (halfOpen.size() == 25) {
      for (Socket each : halfOpen) {
        each.close();
      }
      halfOpen.clear();
    }
    return frames;
  }

  private static byte[] frame(Random random, int number) {
    byte[] data = new byte[random.nextInt(random.nextInt(50) == 0 ? 100_000 : 60)];
    random.nextBytes(data);
    return switch (random.nextInt(12)) {
      case 0 -> AmpFrames.ping(data);
      case 1 -> AmpFrames.pong(data);
      case 2 -> AmpFrames.cancel(random.nextInt(number + 1));
      case 3 ->
          random.nextInt(30) == 0 ? AmpFrames.close() : AmpFrames.cancel(Math.max(0, number - 1));
      case 4 ->
          random.nextInt(30) == 0
              ? AmpFrames.result(number, AmpWord.Kind.LAST, data)
              : new byte[] {'0', 0};
      default -> {
        // Workers that die are part of it, but starting them is slow.
        int one = random.nextInt(PROCEDURES.length - (random.nextInt(100) == 0 ? 0 : 1));
        byte[] workload =
            PROCEDURES[one].equals("sleep") || PROCEDURES[one].equals("exit")
                ? "1".getBytes(StandardCharsets.UTF_8)
                : PROCEDURES[one].equals("parts") ? "abc".getBytes(StandardCharsets.UTF_8) : data;
        yield AmpFrames.request(number, PROCEDURES[one].getBytes(StandardCharsets.UTF_8), workload);
      }
    };
  }

  @Test
  @Timeout(60)
  void floodOfCallsFromOneLeavesTheOthersTheirTurn() throws Exception {
    try (JobServer server = Servers.open(Servers.amp(2), 0);
        Plain good = new Plain(server);
        Plain flood = new Plain(server)) {
      byte[] many = new byte[0];
      for (int i = 0; i < 4096; i++) {
        byte[] one = AmpFrames.request(i, "echo".getBytes(StandardCharsets.UTF_8), new byte[10]);
        if (many.length == 0) {
          many = new byte[one.length * 4096];
        }
        System.arraycopy(one, 0, many, i * one.length, one.length);
      }
      flood.say(many);
      for (int i = 0; i < 50; i++) {
        good.call(i, "echo", "well");
        assertEquals(i + " LAST well", good.answer());
      }
      int answers = 0;
      while (answers < 4096) {
        AmpWord word = flood.next();
        assertTrue(word instanceof AmpWord.Result, String.valueOf(word));
        answers++;
      }
    }
  }
}
