package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Commands that are to end before they do. */
@Timeout(60)
@org.junit.jupiter.api.parallel.Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class KillTest {
  /** Three processes in a row, the last of which loses its parents. */
  private static final String TREE =
      "sh -c 'sleep 1000 & echo $!; sleep 1000 & echo $!; exec sleep 1000' & echo $!;"
          + " (sleep 1000 & echo $!); wait";

  private static final DispatcherSettings SETTINGS =
      DispatcherSettings.of(2).withPatience(Duration.ofMillis(300));

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Command tree(List<Long> pids) {
    return Command.of("sh", "-c", TREE)
        .withOutput(Output.lines(line -> pids.add(Long.valueOf(line.text()))));
  }

  @Test
  void aTimeoutKillsTheWholeTree() {
    List<Long> pids = Collections.synchronizedList(new ArrayList<>());
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(SETTINGS)) {
      Command command = tree(pids).withTimeout(Duration.ofMillis(700));
      Outcome outcome = dispatcher.submit(command).future().join();
      assertTrue(outcome.isTimedOut(), outcome::toString);
      assertTrue(outcome.duration().toMillis() >= 700, outcome::toString);
      assertEquals(4, pids.size());
      Until.holds("none of the tree lives", () -> pids.stream().noneMatch(KillTest::lives));
    }
  }

  @Test
  void whoDoesNotListenIsKilled() {
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(SETTINGS)) {
      Command deaf =
          Command.of("sh", "-c", "trap '' TERM; echo there; while :; do sleep 0.05; done")
              .withTimeout(Duration.ofMillis(200));
      Outcome outcome = dispatcher.submit(deaf).future().join();
      assertTrue(outcome.isTimedOut());
      assertEquals(OptionalInt.of(9), outcome.signal());
      assertEquals("there\n", outcome.output().text());
      Command polite =
          Command.of("sh", "-c", "trap 'echo bye; exit 3' TERM; while :; do sleep 0.05; done")
              .withTimeout(Duration.ofMillis(200));
      outcome = dispatcher.submit(polite).future().join();
      assertTrue(outcome.isTimedOut());
      assertEquals("bye\n", outcome.output().text());
      assertEquals(3, outcome.status());
    }
  }

  @Test
  void aTimeoutThatIsNotReachedDoesNothing() {
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(SETTINGS)) {
      Command quick = Command.of("true").withTimeout(Duration.ofSeconds(30));
      assertTrue(dispatcher.submit(quick).future().join().isSuccess());
    }
  }

  @Test
  void whatRunsAndWhatWaitsCanBeCancelled() {
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(SETTINGS)) {
      Execution first = dispatcher.submit(Command.of("sleep", "1000"));
      Execution second = dispatcher.submit(Command.of("sleep", "1000"));
      Execution waits = dispatcher.submit(Command.of("sleep", "1000"));
      Until.holds("two run", () -> second.pid().isPresent() && first.pid().isPresent());
      assertEquals(1, dispatcher.waiting());
      assertTrue(waits.cancel());
      assertEquals(-1, waits.future().join().status());
      assertEquals(End.CANCELLED, waits.future().join().end());
      assertTrue(first.cancel());
      Outcome outcome = first.future().join();
      assertEquals(End.CANCELLED, outcome.end());
      assertEquals(OptionalInt.of(15), outcome.signal());
      assertFalse(first.cancel(), "it has ended");
      assertTrue(second.pid().isPresent(), "the other runs on");
    }
  }

  @Test
  void nothingRunsWhenCloseReturns() {
    List<Long> pids = Collections.synchronizedList(new ArrayList<>());
    ProcessDispatcher dispatcher = ProcessDispatcher.open(SETTINGS);
    Execution tree = dispatcher.submit(tree(pids));
    Execution deaf =
        dispatcher.submit(
            Command.of("sh", "-c", "trap '' TERM; echo $$; while :; do sleep 0.05; done")
                .withOutput(Output.lines(line -> pids.add(Long.valueOf(line.text())))));
    Execution waits = dispatcher.submit(Command.of("true"));
    Until.holds("all have said who they are", () -> pids.size() == 5);
    dispatcher.close();
    assertEquals(List.of(), pids.stream().filter(KillTest::lives).toList());
    for (Execution each : List.of(tree, deaf, waits)) {
      assertEquals(End.CANCELLED, each.future().getNow(null).end());
    }
    assertThrows(IllegalStateException.class, () -> dispatcher.submit(Command.of("true")));
  }

  @Test
  void nothingOutlivesAJvmThatIsKilled() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process jvm =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledMain.class.getName(),
                TREE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = jvm.inputReader()) {
      List<Long> pids = new ArrayList<>();
      String line = out.readLine();
      while (!line.equals("all")) {
        pids.add(Long.valueOf(line));
        line = out.readLine();
      }
      assertEquals(6, pids.size(), "the command, four of its tree, and the warden");
      assertTrue(pids.stream().allMatch(KillTest::lives));
      jvm.destroyForcibly();
      Until.holds("none is left", () -> pids.stream().noneMatch(KillTest::lives));
    } finally {
      jvm.destroyForcibly();
    }
  }
}
