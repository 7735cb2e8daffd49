package io.revolve.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.spi.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String SECRET = "hunter2x";

  @Test
  void secretsAreNeverShown() {
    List<String> problems =
        ConfigReadingTest.problems(
            Map.ofEntries(
                Map.entry("password", List.of(SECRET)),
                Map.entry("pasword", SECRET),
                Map.entry("pin", SECRET),
                Map.entry("apiToken", SECRET),
                Map.entry("url", "redis://me:" + SECRET + "@host:1"),
                Map.entry("plain", "me:" + SECRET + "@host"),
                Map.entry("query", "redis://host?password=" + SECRET),
                Map.entry("mixed", List.of("me:" + SECRET + "@host:0")),
                Map.entry("headers", Map.of("authorization", 5, "secret-" + 1, SECRET.length())),
                Map.entry("time", Map.of("k", SECRET)),
                Map.entry("wait", "token=" + SECRET)),
            config -> {
              config.secret("password");
              config.secret("pin");
              config.integer("apiToken", 0, 1, 0);
              config.integer("url", 0, 1, 0);
              config.flag("plain", true);
              config.flag("query", true);
              config.addresses("mixed", 1, List.of());
              config.texts("headers");
              config.flag("time", true);
              config.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ZERO);
              config.reject("pin", "the server would not take " + SECRET);
            });
    String all = String.join("\n", problems);
    assertFalse(all.contains(SECRET), all);
    assertFalse(all.contains(" 5"), all);
    assertTrue(
        all.contains("task.url: expected an integer from 0 to 1, got \"redis://***@host:1\""));
    assertTrue(all.contains("task.pin: the server would not take ***"), all);
  }

  @Test
  void aConfigHasNoTextThatShowsWhatItHolds() {
    Config config = ConfigReading.of("task", Map.of("password", SECRET)).root();
    assertEquals("task", config.toString());
  }
}
