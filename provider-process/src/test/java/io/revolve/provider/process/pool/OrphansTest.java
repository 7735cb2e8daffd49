package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that is killed leaves no process behind. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class OrphansTest {

  @ParameterizedTest
  @ValueSource(strings = {"PIPES", "UNIX", "TCP", "deaf", "hasty"})
  void processesEndWithAJvmThatIsKilled(String how) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    Process jvm =
        new ProcessBuilder(java.toString(), "-cp", classes, OrphanMain.class.getName(), how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = jvm.inputReader()) {
      List<Long> pids =
          Arrays.stream(out.readLine().strip().split(" ")).map(Long::valueOf).toList();
      assertEquals(3, pids.size());
      assertTrue(pids.stream().allMatch(OrphansTest::lives));
      jvm.destroyForcibly();
      Until.holds("none is left", () -> pids.stream().noneMatch(OrphansTest::lives));
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
