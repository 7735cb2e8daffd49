package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.ConfigException;
import io.revolve.api.Limit;
import io.revolve.provider.process.dispatch.Command;
import io.revolve.provider.process.dispatch.DispatcherSettings;
import io.revolve.provider.process.dispatch.ProcessDispatcher;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits from config maps. */
@Timeout(60)
@Tag("once")
class LimitsTest {
  @TempDir private Path folder;

  private Map<String, Object> config(Object size) {
    return new HashMap<>(
        Map.of(
            "provider",
            "process",
            "name",
            "convert",
            "size",
            size,
            "process",
            Map.of("limit-folder", folder.toString())));
  }

  @Test
  void aLimitIsMadeAndSharedAndClosed() {
    Limit limit;
    try (Make make = new Make()) {
      limit = make.limit(config(2));
      assertEquals("convert", limit.name());
      assertEquals(2, limit.size());
      Limit.Slot slot = limit.tryAcquire().orElseThrow();
      try (Limit other = make.limit(config(2));
          ProcessDispatcher dispatcher =
              ProcessDispatcher.open(DispatcherSettings.of(8).withLimit(other))) {
        assertTrue(dispatcher.submit(Command.of("true")).future().join().isSuccess());
        assertTrue(slot.isHeld());
      }
      ConfigException wrong = assertThrows(ConfigException.class, () -> make.limit(config(3)));
      assertEquals(1, wrong.problems().size());
      assertTrue(wrong.problems().get(0).startsWith("limit.size: "), wrong::toString);
    }
    assertThrows(IllegalStateException.class, limit::tryAcquire, "its Make is closed");
  }

  @Test
  void everyProblemIsSaid() {
    try (Make make = new Make()) {
      Map<String, Object> config = config(0);
      config.remove("name");
      config.put("sise", 3);
      ConfigException wrong = assertThrows(ConfigException.class, () -> make.limit(config));
      assertEquals(3, wrong.problems().size(), wrong::toString);
      config.put("provider", "local");
      ConfigException local = assertThrows(ConfigException.class, () -> make.limit(config));
      assertTrue(String.valueOf(local.getMessage()).contains("shares no limits"), local::toString);
      make.check("limit", config(5));
      Map<String, Object> unsized = config(1);
      unsized.remove("size");
      List<String> problems =
          assertThrows(ConfigException.class, () -> make.limit(unsized)).problems();
      assertTrue(problems.get(0).contains("nobody has used"), problems::toString);
    }
  }
}
