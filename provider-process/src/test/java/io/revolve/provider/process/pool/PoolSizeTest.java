package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** How many processes a pool has, whose they are, and for how many calls each is good. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@Tag("once")
class PoolSizeTest {
  private static final Path WORKER = Path.of("src/test/resources/echo.php");

  @TempDir Path folder;

  private final List<Pool> pools = new ArrayList<>();

  @AfterEach
  void close() {
    pools.forEach(Pool::close);
  }

  private Pool open(List<String> command, int workers, int waiting, PoolSettings.Options options)
      throws InterruptedException {
    PoolSettings settings =
        PoolSettings.of(command, new Goridge(1 << 20), workers)
            .withWaiting(waiting)
            .withOptions(options);
    Pool pool = Pool.open(settings);
    pools.add(pool);
    return pool;
  }

  private static List<String> php(Path file) {
    return List.of("php", file.toString());
  }

  private static PoolSettings.Options most(int workers, Duration surplusIdle) {
    return new PoolSettings.Options("", workers, surplusIdle, false, RunAs.SAME);
  }

  private static PoolSettings.Options fresh() {
    return new PoolSettings.Options("", 0, Duration.ofSeconds(10), true, RunAs.SAME);
  }

  private static List<CompletableFuture<Payload>> submit(Pool pool, int count, String text) {
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(pool.submit(Payload.of(text)));
    }
    return answers;
  }

  @Test
  void itGrowsWhenCallsHaveWaitedAndShrinksAgain() throws Exception {
    Pool pool = open(php(WORKER), 1, 1_000, most(4, Duration.ofMillis(200)));
    List<CompletableFuture<Payload>> answers = submit(pool, 40, "sleep 50");
    Until.holds("it has grown", () -> pool.workers().size() == 4);
    for (CompletableFuture<Payload> answer : answers) {
      assertTrue(pool.workers().size() <= 4, "never more");
      assertEquals("sleep 50", answer.get(20, TimeUnit.SECONDS).text());
    }
    Until.holds("it has shrunk", () -> pool.workers().size() == 1);
    assertEquals("next", pool.call(Payload.of("next")).text());
  }

  @Test
  void itDoesNotGrowForCallsThatDoNotWait() throws Exception {
    Pool pool = open(php(WORKER), 1, 1_000, most(4, Duration.ofSeconds(10)));
    for (int i = 0; i < 2_000; i++) {
      assertEquals("x", pool.call(Payload.of("x")).text());
    }
    assertEquals(1, pool.workers().size());
  }

  @Test
  void itGrowsBeforeACallIsRefused() throws Exception {
    Pool pool = open(php(WORKER), 1, 4, most(4, Duration.ofSeconds(10)));
    List<CompletableFuture<Payload>> first =
        submit(pool, 4, "sleep 2000"); // One works, three wait.
    Until.holds("it has grown", () -> pool.workers().size() >= 3 && pool.waiting() == 0);
    first.addAll(submit(pool, 3, "sleep 20"));
    for (CompletableFuture<Payload> answer : first) {
      assertTrue(answer.get(20, TimeUnit.SECONDS).text().startsWith("sleep"));
    }
  }

  @Test
  void itHasItsSizeAgainWhenSurplusProcessesDie() throws Exception {
    Pool pool = open(php(WORKER), 2, 1_000, most(4, Duration.ofMillis(100)));
    List<CompletableFuture<Payload>> answers = submit(pool, 60, "sleep 20");
    answers.addAll(submit(pool, 5, "exit 1"));
    Until.holds("all have ended", () -> answers.stream().allMatch(CompletableFuture::isDone));
    Until.holds("it is back at its size", () -> pool.workers().size() == 2);
  }

  @Test
  void everyCallHasAProcessOfItsOwnThatIsStartedForIt() throws Exception {
    Path script = folder.resolve("worker.php");
    Files.copy(WORKER, script);
    Pool pool = open(php(script), 2, 1_000, fresh());
    Set<String> pids = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      pids.add(pool.call(Payload.of("pid")).text());
    }
    assertEquals(5, pids.size());
    Until.holds("none is left", () -> pool.workers().isEmpty());
    Files.writeString(script, Files.readString(script).replace("(string) getmypid()", "'edited'"));
    assertEquals("edited", pool.call(Payload.of("pid")).text());
    List<CompletableFuture<Payload>> many = submit(pool, 10, "sleep 30");
    while (many.stream().anyMatch(answer -> !answer.isDone())) {
      assertTrue(pool.workers().size() <= 4, "two at work, and two that end");
    }
    for (CompletableFuture<Payload> answer : many) {
      assertEquals("sleep 30", answer.get().text());
    }
  }

  @Test
  void scriptThatIsBrokenMeanwhileFailsItsCallAndTheNextSeesItMended() throws Exception {
    Path script = folder.resolve("worker.php");
    Files.copy(WORKER, script);
    Pool pool = open(php(script), 1, 1_000, fresh());
    Files.writeString(script, "<?php fwrite(STDERR, 'broken'); exit(1);");
    PoolException failed =
        assertThrows(PoolException.BootFailed.class, () -> pool.call(Payload.of("x")));
    assertTrue(String.valueOf(failed.getMessage()).contains("broken"), failed.getMessage());
    Files.copy(WORKER, script, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("mended", pool.call(Payload.of("mended")).text());
  }

  @Test
  void processesRunAsAnotherUserWhereThatCanBe() throws Exception {
    String obstacle = RunAs.obstacle();
    if (obstacle != null) {
      assertTrue(obstacle.contains("another user"), obstacle);
      return;
    }
    String code = Files.readString(WORKER).replace("<?php", "");
    code = code.replace("(string) getmypid()", "exec('id -un') . ' ' . exec('id -Gn')");
    PoolSettings.Options options =
        new PoolSettings.Options("", 0, Duration.ZERO, false, new RunAs("nobody", ""));
    Pool pool = open(List.of("php", "-r", code), 1, 10, options);
    assertEquals("nobody nogroup", pool.call(Payload.of("pid")).text());
    Pool grouped =
        open(
            List.of("php", "-r", code),
            1,
            10,
            new PoolSettings.Options("", 0, Duration.ZERO, false, new RunAs("nobody", "daemon")));
    assertTrue(grouped.call(Payload.of("pid")).text().startsWith("nobody daemon"));
  }

  @Test
  void userThatIsNotThereIsNamed() {
    if (RunAs.obstacle() != null) {
      return;
    }
    PoolSettings.Options options =
        new PoolSettings.Options("", 0, Duration.ZERO, false, new RunAs("no-such-user", ""));
    PoolException failed =
        assertThrows(PoolException.BootFailed.class, () -> open(php(WORKER), 1, 10, options));
    assertNotNull(failed.getMessage());
    assertTrue(failed.getMessage().contains("no-such-user"), failed.getMessage());
  }

  @Test
  void resetAndResizeLoseNoCallWhileCallersRead() throws Exception {
    Pool pool = open(php(WORKER), 2, 1_000, most(2, Duration.ofSeconds(1)));
    Thread changes =
        new Thread(
            () -> {
              for (int i = 0; i < 30; i++) {
                pool.reset();
                pool.resize(1 + i % 4);
                Until.holds("they are there", () -> !pool.workers().isEmpty());
              }
            });
    changes.start();
    for (int i = 0; changes.isAlive() || i < 1_000; i++) {
      assertEquals("call " + i, pool.call(Payload.of("call " + i)).text());
    }
    changes.join();
    pool.resize(2);
    Until.holds("it has its size", () -> pool.workers().size() == 2);
  }
}
