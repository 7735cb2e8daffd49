package io.revolve.provider.process.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a job server refuses, and how it says so. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class JobServerLimitsTest {
  private static final JobServerSettings BASE = Servers.settings(Servers.amp(1), 0);

  private static JobServer open(int frame, int connections, int calls, long bytes, long unread)
      throws Exception {
    return JobServer.open(
        BASE.withBounds(new JobServerSettings.Bounds(frame, connections, calls, bytes, unread)));
  }

  private static JobServerSettings known(@Nullable String secret, Set<String> procedures) {
    return BASE.withSecret(secret == null ? null : Secret.of(secret))
        .withProcedures(procedures)
        .withTimes(
            new JobServerSettings.Times(
                Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofSeconds(1)));
  }

  private static void auth(Plain client, String secret) throws Exception {
    client.call(0, "revolve.auth", secret);
  }

  @Test
  void frameThatIsTooLargeClosesItsConnectionAlone() throws Exception {
    try (JobServer server = open(1000, 10, 10, 1 << 20, 1 << 20);
        Plain good = new Plain(server);
        Plain bad = new Plain(server)) {
      bad.say(new byte[] {'1', (byte) 255, 127, 0, 0, 0});
      assertTrue(bad.isClosed());
      good.call(1, "echo", "x".repeat(980));
      assertEquals("1 LAST " + "x".repeat(980), good.answer());
    }
  }

  @Test
  void garbageClosesItsConnectionAlone() throws Exception {
    try (JobServer server = JobServer.open(BASE);
        Plain good = new Plain(server)) {
      for (String garbage :
          List.of("GET / HTTP/1.1\r\n\r\n", "\0\0\0", "1\5\0\0\0\0019", "1\5\0\0\0\0013")) {
        try (Plain bad = new Plain(server)) {
          bad.say(garbage.getBytes(StandardCharsets.ISO_8859_1));
          assertTrue(bad.isClosed(), garbage);
        }
      }
      good.call(1, "echo", "well");
      assertEquals("1 LAST well", good.answer());
    }
  }

  @Test
  void oneConnectionHasNoMoreCallsThanItMay() throws Exception {
    try (JobServer server = open(1000, 10, 3, 1 << 20, 1 << 20);
        Plain client = new Plain(server)) {
      for (int i = 0; i < 4; i++) {
        client.call(i, "sleep", "100");
      }
      assertEquals("3 ERROR revolve:busy: this connection has 3 calls already", client.answer());
      assertEquals("0 LAST 100", client.answer());
      client.call(3, "echo", "now");
      assertEquals("1 LAST 100", client.answer());
      assertEquals("2 LAST 100", client.answer());
      assertEquals("3 LAST now", client.answer());
    }
  }

  @Test
  void numberOfACallThatIsNotAnsweredIsNotUsedAgain() throws Exception {
    try (JobServer server = JobServer.open(BASE);
        Plain client = new Plain(server)) {
      client.call(1, "sleep", "2000");
      client.call(1, "echo", "twice");
      assertTrue(client.isClosed());
    }
  }

  @Test
  void noMoreWaitThanMay() throws Exception {
    JobServerSettings few =
        Servers.settings(
            Servers.pool(BASE.pool().program().command(), new Amp(Servers.FRAME), 1, 2), 0);
    try (JobServer server = JobServer.open(few);
        Plain client = new Plain(server)) {
      for (int i = 0; i < 4; i++) {
        client.call(i, "sleep", "100");
      }
      String answer = client.answer();
      assertTrue(answer.startsWith("3 ERROR revolve:busy: 2 calls wait"), answer);
    }
  }

  @Test
  void callThatItsPoolNeverTakesIsAnErrorForGood() throws Exception {
    JobServerSettings small =
        Servers.settings(Servers.pool(BASE.pool().program().command(), new Amp(1000), 1, 2), 0);
    try (JobServer server = JobServer.open(small);
        Plain client = new Plain(server)) {
      client.call(1, "echo", new byte[1001]);
      String answer = client.answer();
      assertTrue(answer.startsWith("1 ERROR a call of 1,0"), answer);
    }
  }

  @Test
  void allTogetherHaveNoMoreBytesThanTheyMay() throws Exception {
    try (JobServer server = open(10_000, 10, 10, 10_000, 1 << 20);
        Plain client = new Plain(server)) {
      client.call(0, "sleep", "200");
      client.call(1, "echo", new byte[6000]);
      client.call(2, "echo", new byte[6000]);
      assertEquals("2 ERROR revolve:busy: the server has 10000 bytes of calls", client.answer());
      assertEquals("0 LAST 200", client.answer());
      assertInstanceOf(AmpWord.Result.class, client.next());
      client.call(3, "echo", new byte[6000]);
      assertTrue(client.answer().startsWith("3 LAST"));
    }
  }

  @Test
  void noMoreConnectThanMay() throws Exception {
    try (JobServer server = open(1000, 2, 10, 1 << 20, 1 << 20);
        Plain first = new Plain(server)) {
      Plain second = new Plain(server);
      Until.holds("both are in", () -> server.connections() == 2);
      try (Plain third = new Plain(server)) {
        assertTrue(third.isClosed());
      }
      second.close();
      Until.holds("one has left", () -> server.connections() == 1);
      try (Plain fourth = new Plain(server)) {
        fourth.call(1, "echo", "in");
        assertEquals("1 LAST in", fourth.answer());
      }
      first.call(1, "echo", "still");
      assertEquals("1 LAST still", first.answer());
    }
  }

  @Test
  void whoDoesNotListenIsClosedAndHoldsUpNobody() throws Exception {
    try (JobServer server = open(2 << 20, 10, 100, 1 << 28, 4 << 20);
        Plain good = new Plain(server);
        Plain deaf = new Plain(server)) {
      byte[] much = new byte[1 << 20];
      Thread asking =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 60; i++) {
                    deaf.call(i, "echo", much);
                  }
                } catch (Exception e) {
                  // It was closed, which is what is waited for.
                }
              });
      asking.start();
      Until.holds("both are in", () -> server.connections() == 2);
      for (int i = 0; server.connections() == 2; i++) {
        good.call(i, "echo", "heard");
        assertEquals(i + " LAST heard", good.answer());
      }
      good.call(-1, "echo", "heard");
      assertEquals("-1 LAST heard", good.answer());
      asking.join();
    }
  }

  @Test
  void silentConnectionsAreClosedAndThoseThatWaitAreNot() throws Exception {
    try (JobServer server = JobServer.open(known(null, Set.of()));
        Plain silent = new Plain(server);
        Plain half = new Plain(server);
        Plain waiting = new Plain(server)) {
      half.say(new byte[] {'1', 50, 0});
      waiting.call(1, "sleep", "900");
      assertTrue(silent.isClosed());
      assertTrue(half.isClosed());
      assertEquals("1 LAST 900", waiting.answer());
    }
  }

  @Test
  void callThatTakesTooLongIsKilled() throws Exception {
    JobServerSettings quick =
        Servers.settings(
            BASE.pool()
                .withTimeouts(
                    new PoolSettings.Timeouts(
                        Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(5))),
            0);
    try (JobServer server = JobServer.open(quick);
        Plain client = new Plain(server)) {
      client.call(1, "hang", "");
      String answer = client.answer();
      assertTrue(
          answer.matches(
              "1 ERROR Worker process \\d+ died while invoking `hang`: it was killed, since a call"
                  + " took longer than PT0.2S"),
          answer);
    }
  }

  @Test
  void onlyAllowedProceduresAreCalled() throws Exception {
    try (JobServer server = JobServer.open(known(null, Set.of("echo")));
        Plain client = new Plain(server)) {
      client.call(1, "exit", "1");
      assertEquals("1 ERROR `exit` may not be called here", client.answer());
      client.call(1, "echo", "may");
      assertEquals("1 LAST may", client.answer());
    }
  }

  @Test
  void secretIsSaidFirst() throws Exception {
    try (JobServer server = JobServer.open(known("open sesame", Set.of()))) {
      try (Plain client = new Plain(server)) {
        auth(client, "open sesame");
        assertEquals("0 LAST ", client.answer());
        client.call(1, "echo", "in");
        assertEquals("1 LAST in", client.answer());
      }
      for (String wrong : List.of("", "open sesam", "open sesame ", "x".repeat(3000))) {
        try (Plain client = new Plain(server)) {
          auth(client, wrong);
          client.call(1, "echo", "in");
          assertEquals("0 ERROR this is not the secret", client.answer());
          assertTrue(client.isClosed());
        }
      }
      try (Plain client = new Plain(server)) {
        client.call(1, "echo", "in");
        assertEquals("1 ERROR say the secret first, by a call of revolve.auth", client.answer());
        assertTrue(client.isClosed());
      }
      try (Plain client = new Plain(server)) {
        client.say(new byte[] {'1', (byte) 254, 0x20, 0}); // 8192 bytes, from a stranger
        assertTrue(client.isClosed());
      }
      try (Plain client = new Plain(server)) {
        assertTrue(client.isClosed(), "silent");
      }
    }
  }

  @Test
  void othersThanThisMachineNeedASecret() {
    JobServerSettings all = JobServerSettings.of(BASE.pool(), Place.of("*", 0));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> JobServer.open(all));
    assertTrue(refused.getMessage().contains("a secret is needed"), refused.getMessage());
    assertFalse(known("open sesame", Set.of()).toString().contains("sesame"));
  }

  @Test
  void everythingGoesThroughTlsToo(@TempDir Path folder) throws Exception {
    Keys keys = Keys.in(folder);
    JobServerSettings tls =
        JobServerSettings.of(Servers.amp(2), BASE.place()).withTls(keys.context());
    try (JobServer server = JobServer.open(tls);
        Plain plain = new Plain(server);
        Plain client =
            new Plain(
                keys.context()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.port()))) {
      plain.call(1, "echo", "without");
      assertTrue(plain.isClosed());
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        sizes.add(i == 100 ? 3 << 20 : new Random(i).nextInt(i % 20 == 0 ? 70_000 : 300));
      }
      Thread asking =
          new Thread(
              () -> {
                for (int i = 0; i < sizes.size(); i++) {
                  byte[] bytes = new byte[sizes.get(i)];
                  new Random(i).nextBytes(bytes);
                  try {
                    client.call(i, "echo", bytes);
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }
              });
      asking.start();
      Set<Integer> heard = new HashSet<>();
      while (heard.size() < sizes.size()) {
        AmpWord.Result result = assertInstanceOf(AmpWord.Result.class, client.next());
        byte[] bytes = new byte[sizes.get(result.id())];
        new Random(result.id()).nextBytes(bytes);
        assertArrayEquals(bytes, result.data());
        assertTrue(heard.add(result.id()));
      }
      asking.join();
      assertTrue(((SSLSocket) client.socket()).getSession().isValid());
      client.say(AmpFrames.close());
      assertTrue(client.isClosed());
    }
  }
}
