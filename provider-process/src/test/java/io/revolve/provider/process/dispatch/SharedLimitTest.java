package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Limit;
import io.revolve.provider.process.limit.FileLimit;
import io.revolve.testkit.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dispatchers in several JVMs that share a limit, seen from the processes they run. */
@Timeout(300)
@Tag("once")
class SharedLimitTest {
  private static final int LIMIT = 8;

  @TempDir private Path folder;

  private record Moment(long at, int change) {}

  @Test
  void neverMoreThanEightOf120FromFourJvms() throws Exception {
    assertNeverMoreThanEight(30);
  }

  @Test
  @Tag("long")
  void neverMoreThanEightOf1000FromFourJvms() throws Exception {
    assertNeverMoreThanEight(250);
  }

  private void assertNeverMoreThanEight(int each) throws Exception {
    Path stamps = Files.createFile(folder.resolve("stamps"));
    List<Process> jvms = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        jvms.add(jvm(each, "s=$(date +%s%N); sleep 0.03; echo $s $(date +%s%N) >>" + stamps));
      }
      for (Process jvm : jvms) {
        assertEquals("ready", jvm.inputReader().readLine());
      }
      for (Process jvm : jvms) {
        jvm.getOutputStream().close();
      }
      for (Process jvm : jvms) {
        assertEquals(0, jvm.waitFor());
      }
    } finally {
      jvms.forEach(Process::destroyForcibly);
    }
    List<Moment> moments = new ArrayList<>();
    for (String line : Files.readAllLines(stamps)) {
      String[] words = line.split(" ");
      moments.add(new Moment(Long.parseLong(words[0]), 1));
      moments.add(new Moment(Long.parseLong(words[1]), -1));
    }
    assertEquals(2 * 4 * each, moments.size(), "all have run");
    moments.sort(Comparator.comparingLong(Moment::at).thenComparing(Moment::change));
    int now = 0;
    int most = 0;
    for (Moment moment : moments) {
      now += moment.change;
      most = Math.max(most, now);
    }
    assertTrue(most <= LIMIT, "at once: " + most);
    assertTrue(most > LIMIT / 2, "at once only: " + most);
  }

  @Test
  void whatAKilledJvmHeldComesBackAndItsCommandsEnd() throws Exception {
    Process jvm = jvm(8, "echo $$ >>" + folder.resolve("pids") + "; sleep 1000; true");
    try (Limit limit = FileLimit.open(folder.resolve("limits"), "shared", LIMIT);
        BufferedReader out = jvm.inputReader()) {
      assertEquals("ready", out.readLine());
      jvm.getOutputStream().close();
      Until.holds("all run", () -> pids().size() == LIMIT);
      assertTrue(limit.tryAcquire().isEmpty());
      // Processes that are killed before they are old enough to be watched outlive their JVM.
      List<Long> pids = pids();
      Until.holds("the warden watches", () -> jvm.children().anyMatch(SharedLimitTest::isWarden));
      jvm.destroyForcibly();
      for (int i = 0; i < LIMIT; i++) {
        assertTrue(limit.acquire().isHeld());
      }
      Until.holds(
          "none of its commands lives",
          () ->
              pids.stream()
                  .flatMap(pid -> ProcessHandle.of(pid).stream())
                  .noneMatch(ProcessHandle::isAlive));
    } finally {
      jvm.destroyForcibly();
      pids().stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Before it has become what it is to be, it dies with its JVM. */
  private static boolean isWarden(ProcessHandle child) {
    return child.info().commandLine().orElse("").contains("revolve-warden");
  }

  private List<Long> pids() {
    try {
      Path file = folder.resolve("pids");
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
          : List.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process jvm(int commands, String script) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SharedLimitTest.class.getName(),
            folder.resolve("limits").toString(),
            String.valueOf(commands),
            script)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] words) throws Exception {
    try (Limit limit = FileLimit.open(Path.of(words[0]), "shared", LIMIT);
        ProcessDispatcher dispatcher =
            ProcessDispatcher.open(DispatcherSettings.of(LIMIT).withLimit(limit))) {
      System.out.println("ready");
      int unused = System.in.read();
      List<Execution> all = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        all.add(dispatcher.submit(Command.of("sh", "-c", words[2])));
      }
      dispatcher.dispatch();
      for (Execution each : all) {
        if (!each.future().join().isSuccess()) {
          throw new IllegalStateException(each.future().join().toString());
        }
      }
    }
  }
}
