package io.revolve.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.ConfigException;
import io.revolve.api.Priority;
import io.revolve.spi.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random maps give a value or a {@link ConfigException}, and a text of bounded size. */
class ConfigFuzzTest {
  private static final KnownProviders PROVIDERS = new KnownProviders(List.of());
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyMapGivesValuesOrAConfigException(long seed) {
    RandomMaps maps = new RandomMaps(new Random(seed));
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      ConfigReading reading = ConfigReading.of("worker", maps.next());
      readAll(reading.root(), 0);
      readAll(reading.root(), 3);
      try {
        reading.check();
      } catch (ConfigException invalid) {
        refused++;
        assertFalse(invalid.problems().isEmpty());
        assertTrue(invalid.problems().size() <= 101, invalid::getMessage);
        assertFalse(invalid.getMessage().contains(RandomMaps.SECRET), invalid::getMessage);
        for (String problem : invalid.problems()) {
          assertTrue(problem.length() < 2_000, problem);
          assertTrue(problem.startsWith("worker") || problem.startsWith("and "), problem);
        }
      }
    }
    assertTrue(refused > 5_000, "the maps are too tame: " + refused);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void hostileObjectsCannotGetOut(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Map<Object, Object> map = Hostile.map(random);
      ConfigReading reading = ConfigReading.of("worker", map);
      readAll(reading.root(), 0);
      try {
        reading.check();
      } catch (ConfigException invalid) {
        assertFalse(invalid.problems().isEmpty());
      }
    }
  }

  @Test
  void aMapThatHoldsItselfIsRead() {
    Map<Object, Object> map = RandomMaps.cyclic();
    ConfigReading reading = ConfigReading.of("worker", map);
    MapConfig config = reading.root();
    for (int i = 0; i < 100; i++) {
      config = config.section("self");
    }
    config.texts("list", List.of());
    assertEquals("worker" + ".self".repeat(100), config.path());
  }

  /** Reads a map as the core and its providers would. */
  private static void readAll(MapConfig config, int depth) {
    PROVIDERS.choose(config, Capability.JOBS);
    PROVIDERS.tolerateSections(config);
    config.has("has");
    config.text("text");
    config.text("name", "x");
    config.required("required");
    config.secret("password");
    config.integer("port", 1, 65_535, 1);
    config.integer("long", Long.MIN_VALUE, 10L, 1L);
    config.number("number", -1, 1, 0);
    config.flag("flag", true);
    config.duration("timeout", SECOND, DAY, SECOND);
    config.choice("priority", Priority.class, Priority.NORMAL);
    config.texts("queues", List.of());
    config.integers("queues", 1, 5, Map.of());
    config.addresses("servers", 1, List.of());
    config.texts("headers");
    config.value("callback");
    config.tolerate("tolerated");
    config.keys();
    if (depth < 4) {
      readAll(config.section("messenger"), depth + 1);
    }
  }
}
