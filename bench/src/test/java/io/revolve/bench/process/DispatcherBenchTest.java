package io.revolve.bench.process;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every contender runs its commands; how fast is no test. */
@Timeout(60)
class DispatcherBenchTest {

  @Test
  void everyCommandIsRun() throws Exception {
    assertTrue(Commands.run("short", 20, 4) > 0);
    assertTrue(Commands.run("large", 4, 2) > 0);
    assertTrue(DispatcherBench.shell("seq 20 | xargs -P 4 -n 1 true") > 0);
    assertThrows(IllegalStateException.class, () -> DispatcherBench.shell("exit 3"));
  }
}
