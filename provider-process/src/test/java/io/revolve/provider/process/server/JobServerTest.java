package io.revolve.provider.process.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.WorkerStatus;
import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.provider.process.protocol.Prefix;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of PHP workers and its clients, neither of which know anything but AMP's frames. */
@Timeout(60)
@Tag("once")
class JobServerTest {
  private static JobServer server;

  @BeforeAll
  static void open() throws Exception {
    server = Servers.open(Servers.amp(2), 0);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** What the client in Python has to say. */
  private static List<String> python(String address, String script) throws Exception {
    Process process =
        new ProcessBuilder("python3", "src/test/resources/amp/client.py", address, script)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().toList();
  }

  private static String here() throws Exception {
    return "127.0.0.1:" + server.port();
  }

  @Test
  void clientInPythonIsAnswered() throws Exception {
    List<String> said =
        python(
            here(),
            "call upper hello; call parts abc; call fail it; flood 3000 64 echo call ;call more");
    assertEquals("result HELLO", said.get(0));
    assertEquals("result a|b|c|.", said.get(1));
    assertEquals("error no such procedure: fail it", said.get(2));
    assertTrue(said.get(3).startsWith("flood 3000 in"), said.get(3));
    assertEquals("result one, two", said.get(4));
  }

  /** By length of the payload on the wire: 10 and 5 bytes stand before the workload. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20})
  void bytesComeBackAsTheyWere(int length) throws Exception {
    try (Plain client = new Plain(server)) {
      for (int workload : new int[] {length, Math.max(0, length - 5), Math.max(0, length - 10)}) {
        byte[] bytes = new byte[workload];
        new Random(workload).nextBytes(bytes);
        client.call(-1, "echo", bytes);
        AmpWord.Result result = assertInstanceOf(AmpWord.Result.class, client.next());
        assertEquals(-1, result.id());
        assertArrayEquals(bytes, result.data());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "9"})
  void workersOfBeforeRoadRunnerTwoServeToo(String head) throws Exception {
    Protocol protocol = head.equals("17") ? Prefix.of17(1 << 20) : Prefix.of9(1 << 20);
    List<String> command = List.of("php", "src/test/resources/prefix.php", head);
    try (JobServer old = Servers.open(Servers.pool(command, protocol, 1, 100), 0);
        Plain client = new Plain(old)) {
      client.call(1, "any", "said");
      assertEquals("1 LAST said", client.answer());
      client.call(2, "any", "error no such cat");
      assertEquals("2 ERROR no such cat", client.answer());
    }
  }

  @Test
  @Tag("long")
  void sixtyFourMegabytesComeBackAsTheyWere() throws Exception {
    bytesComeBackAsTheyWere(64 << 20);
  }

  @Test
  void answersComeAsTheyEndAndNotAsTheyWereAsked() throws Exception {
    try (Plain client = new Plain(server)) {
      client.call(1, "sleep", "300");
      client.call(2, "echo", "quick");
      assertEquals("2 LAST quick", client.answer());
      assertEquals("1 LAST 300", client.answer());
    }
  }

  @Test
  void deathOfAWorkerFailsTheCallThatItWorkedOnAlone() throws Exception {
    try (Plain client = new Plain(server)) {
      Set<Long> pids =
          new HashSet<>(server.pool().workers().stream().map(WorkerStatus::pid).toList());
      for (int i = 0; i < 300; i++) {
        client.call(i, i == 150 ? "exit" : "echo", "" + i);
      }
      Set<String> answers = new HashSet<>();
      String error = "";
      for (int i = 0; i < 300; i++) {
        String answer = client.answer();
        if (answer.contains(" ERROR ")) {
          error = answer;
        } else {
          answers.add(answer);
        }
      }
      assertEquals(299, answers.size());
      for (int i = 0; i < 300; i++) {
        assertTrue(i == 150 || answers.contains(i + " LAST " + i), "answer " + i);
      }
      assertTrue(error.matches("150 ERROR Worker process \\d+ died while invoking `exit`"), error);
      assertTrue(pids.contains(Long.parseLong(error.split(" ")[4])), error + " of " + pids);
    }
  }

  @Test
  void pingIsAnsweredWithItsData() throws Exception {
    try (Plain client = new Plain(server)) {
      byte[] data = "are you there".getBytes(StandardCharsets.UTF_8);
      client.say(AmpFrames.ping(data));
      assertArrayEquals(data, assertInstanceOf(AmpWord.Pong.class, client.next()).data());
    }
  }

  @Test
  void closeIsHonouredWhenAllIsAnswered() throws Exception {
    try (Plain client = new Plain(server)) {
      client.call(1, "sleep", "100");
      client.say(AmpFrames.close());
      client.call(2, "echo", "too late");
      assertEquals("1 LAST 100", client.answer());
      assertInstanceOf(AmpWord.Close.class, client.next());
      assertNull(client.next());
    }
  }

  @Test
  void callThatWaitsIsCancelledAtOnceAndOneThatRunsAfterTheGrace() throws Exception {
    JobServerSettings.Times usual = JobServerSettings.Times.USUAL;
    JobServerSettings.Times times =
        new JobServerSettings.Times(usual.idle(), usual.begin(), Duration.ofMillis(100));
    try (JobServer one = JobServer.open(Servers.settings(Servers.amp(1), 0).withTimes(times));
        Plain client = new Plain(one)) {
      client.call(1, "hang", "");
      client.call(2, "echo", "waits");
      client.call(3, "echo", new byte[100_000]);
      client.say(AmpFrames.cancel(2), AmpFrames.ping(new byte[] {1}));
      assertEquals("2 ERROR cancelled before it began", client.answer());
      assertInstanceOf(AmpWord.Pong.class, client.next());
      client.say(AmpFrames.cancel(3));
      assertEquals("3 ERROR cancelled before it began", client.answer());
      client.say(AmpFrames.cancel(1), AmpFrames.cancel(77));
      assertEquals("1 ERROR cancelled", client.answer());
      client.call(1, "echo", "again");
      assertEquals("1 LAST again", client.answer());
    }
  }

  @Test
  void whatAClientHasAskedThatLeavesIsNotBegun() throws Exception {
    try (JobServer one = Servers.open(Servers.amp(1), 0)) {
      Plain client = new Plain(one);
      client.call(1, "sleep", "200");
      for (int i = 2; i < 50; i++) {
        client.call(i, "sleep", "10000");
      }
      Until.holds("all are there", () -> one.open() == 49);
      client.close();
      Until.holds("none is left", () -> one.open() == 0);
      assertEquals(0, one.connections());
    }
  }

  @Test
  void workersWithTheLibrarySayEventsAsPartsOfTheirAnswers() throws Exception {
    try (JobServer library = Servers.open(Servers.library(1), 0);
        Plain client = new Plain(library)) {
      client.call(1, "steps", "it");
      assertEquals("1 PART {\"progress\":[1,2]}", client.answer());
      assertEquals("1 PART half of it", client.answer());
      assertEquals("1 LAST done", client.answer());
      client.call(2, "wait", "");
      assertEquals("2 PART null", client.answer());
      client.say(AmpFrames.cancel(2));
      assertEquals("2 ERROR Revolve\\Cancelled: cancelled", client.answer());
      client.call(3, "no-such", "");
      assertTrue(client.answer().startsWith("3 ERROR OutOfBoundsException: no handler"));
    }
  }

  @Test
  void drainAnswersWhatWasTakenAndNothingElse() throws Exception {
    JobServer one = Servers.open(Servers.amp(1), 0);
    try (Plain client = new Plain(one)) {
      for (int i = 0; i < 5; i++) {
        client.call(i, "sleep", "50");
      }
      Until.holds("all are there", () -> one.open() == 5);
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return one.drain(Duration.ofSeconds(20));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Until.holds("it drains", one::isDraining);
      client.call(9, "echo", "late");
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(client.answer());
      }
      assertTrue(answers.contains("9 ERROR revolve:busy: the server is about to stop"));
      assertTrue(answers.containsAll(List.of("0 LAST 50", "4 LAST 50")), answers.toString());
      assertTrue(client.isClosed());
      assertTrue(drained.get());
      assertThrows(ConnectException.class, () -> new Plain(one));
    } finally {
      one.close();
    }
  }

  @Test
  void unixSocketIsForItsUserAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("jobs.sock");
    JobServerSettings settings = JobServerSettings.of(Servers.amp(1), Place.of(path));
    JobServer unix = JobServer.open(settings);
    try {
      assertEquals(List.of("result HI"), python(path.toString(), "call upper hi"));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      IOException taken = assertThrows(IOException.class, () -> JobServer.open(settings));
      assertTrue(taken.getMessage().contains("somebody listens there"), taken.getMessage());
    } finally {
      unix.close();
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void functionsOfAPhpFileAreProceduresAsInAmp(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("functions.php");
    Files.writeString(
        file,
        "<?php function ident($x) { echo 'noise'; return $x; } function boom() { throw new"
            + " Exception('no'); }");
    try (PhpFunctions functions = PhpFunctions.of("php", file, false);
        JobServer amp =
            Servers.open(Servers.pool(functions.command(), new Amp(Servers.FRAME), 1, 100), 0);
        Plain client = new Plain(amp)) {
      client.say(HexFormat.of().parseHex("31100000000731056964656e7468656c6c6f"));
      assertEquals("7 LAST s:5:\"hello\";", client.answer());
      client.call(8, "ident", "a:1:{i:0;a:1:{i:0;i:4;}}");
      assertEquals("8 LAST a:1:{i:0;i:4;}", client.answer());
      client.call(9, "phpinfo", "");
      assertTrue(
          client.answer().startsWith("9 ERROR BadFunctionCallException: no function phpinfo"));
      client.call(10, "boom", "");
      assertEquals("10 ERROR Exception: no", client.answer());
    }
  }

  /** As AMP's server has them for its PHP clients: whole, and serialized. */
  @Test
  void answersAreStringsOfPhpWhereThatIsWanted() throws Exception {
    JobServerSettings settings = Servers.settings(Servers.amp(1), 0).withSerialized(true);
    try (JobServer one = JobServer.open(settings);
        Plain client = new Plain(one)) {
      client.call(1, "echo", "f\u00fcnf");
      assertEquals("1 LAST s:5:\"f\u00fcnf\";", client.answer());
      client.call(2, "parts", "abc");
      assertEquals("2 LAST s:4:\"abc.\";", client.answer());
      client.call(3, "fail", "no");
      assertTrue(client.answer().startsWith("3 ERROR "));
    }
    JobServerSettings.Bounds bounds = new JobServerSettings.Bounds(200, 10, 10, 1 << 20, 1 << 20);
    try (JobServer few = JobServer.open(settings.withBounds(bounds));
        Plain client = new Plain(few)) {
      client.call(1, "echo", "x".repeat(137));
      assertEquals("1 ERROR its answer has more than 136 bytes", client.answer());
      client.call(1, "echo", "x".repeat(136));
      assertEquals("1 LAST s:136:\"" + "x".repeat(136) + "\";", client.answer());
      client.call(2, "echo", "short");
      assertEquals("2 LAST s:5:\"short\";", client.answer());
    }
  }
}
