package io.revolve.core.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.ConfigException;
import io.revolve.api.Priority;
import io.revolve.spi.Config.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConfigReadingTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void fiveMistakesAreNamedAtOnceWithPathsAndSuggestions() {
    ConfigReading reading =
        ConfigReading.of(
            "client",
            Map.of(
                "timeout", "5s",
                "reconsile", "PT5S",
                "redis", Map.of("port", "63x9", "timout", "PT1S", "host", 7)));
    MapConfig client = reading.root();
    client.duration("timeout", Duration.ofMillis(1), HOUR, NONE);
    client.duration("reconcile", Duration.ofMillis(1), HOUR, NONE);
    MapConfig redis = client.section("redis");
    redis.text("host", "localhost");
    redis.integer("port", 1, 65_535, 6379);
    redis.duration("timeout", Duration.ofMillis(1), HOUR, NONE);

    ConfigException invalid = assertThrows(ConfigException.class, reading::check);
    assertEquals(
        """
        invalid client config (5 problems)
          client.timeout: expected an ISO-8601 duration such as "PT5S" from PT0.001S to PT1H,\
         got "5s"; did you mean "PT5S"?
          client.reconsile: unknown key; did you mean "reconcile"?\
         known: reconcile, redis, timeout
          client.redis.host: expected a text, got 7
          client.redis.port: expected an integer from 1 to 65535, got "63x9"
          client.redis.timout: unknown key; did you mean "timeout"? known: host, port, timeout\
        """,
        invalid.getMessage());
  }

  @Test
  void goodValuesOfEveryKindAreGivenAsTheyAre() {
    Map<String, Object> map = new HashMap<>();
    map.put("text", "a");
    map.put("digits", "42");
    map.put("big", BigInteger.valueOf(7));
    map.put("number", "0.5");
    map.put("flag", "true");
    map.put("iso", "PT1M30S");
    map.put("short", "PT2H");
    map.put("priority", "high");
    map.put("constant", Priority.LOW);
    map.put("one", "images");
    map.put("addresses", List.of(List.of("a", 1), "b:2", "c", List.of("::1", "5"), "[::1]:6"));
    map.put("weights", Map.of("images", 3));
    map.put("headers", Map.of("trace", "x"));
    map.put("nothing", null);
    ConfigReading reading = ConfigReading.of("task", map);
    MapConfig task = reading.root();

    assertEquals("a", task.required("text"));
    assertEquals(42, task.integer("digits", 0, 100, 0));
    assertEquals(7L, task.integer("big", 0L, 100L, 0L));
    assertEquals(0.5, task.number("number", 0, 1, 0));
    assertTrue(task.flag("flag", false));
    assertEquals(Duration.ofSeconds(90), task.duration("iso", NONE, HOUR, NONE));
    assertEquals(Duration.ofHours(2), task.duration("short", NONE, Duration.ofDays(1), NONE));
    assertSame(Priority.HIGH, task.choice("priority", Priority.class, Priority.NORMAL));
    assertSame(Priority.LOW, task.choice("constant", Priority.class, Priority.NORMAL));
    assertEquals(List.of("images"), task.texts("one", List.of()));
    assertEquals(
        List.of(
            new Address("a", 1),
            new Address("b", 2),
            new Address("c", 9),
            new Address("::1", 5),
            new Address("::1", 6)),
        task.addresses("addresses", 9, List.of()));
    assertEquals(Map.of("images", 3), task.integers("weights", 1, 9, Map.of()));
    assertEquals(Map.of("trace", "x"), task.texts("headers"));
    assertFalse(task.has("nothing"));
    assertEquals(5, task.integer("nothing", 0, 9, 5));
    assertSame(task.section("nothing"), task.section("nothing"));
    assertDoesNotThrow(reading::check);
  }

  @Test
  void wrongValuesSayWhatWasAllowed() {
    assertProblem(
        "priority",
        "hihg",
        c -> c.choice("priority", Priority.class, Priority.LOW),
        "expected one of high, normal, low, got \"hihg\"; did you mean \"high\"?");
    assertProblem(
        "n",
        3.0,
        c -> c.integer("n", 1, Integer.MAX_VALUE, 1),
        "expected an integer of at least 1, got 3.0");
    assertProblem(
        "n",
        "9".repeat(30),
        c -> c.integer("n", 0L, 9L, 1L),
        "expected an integer from 0 to 9, got \"" + "9".repeat(30) + "\"");
    assertProblem(
        "n", Double.NaN, c -> c.number("n", 0, 1, 0), "expected a number from 0.0 to 1.0, got NaN");
    assertProblem("f", "yes", c -> c.flag("f", true), "expected true or false, got \"yes\"");
    assertProblem("r", "", c -> c.required("r"), "must not be empty");
    assertProblem("s", List.of(), c -> c.section("s"), "expected a map, got a list");
    assertProblem(
        "t",
        new String[] {"a"},
        c -> c.texts("t", List.of()),
        "expected a list of texts, got an array");
    assertProblem(
        "d",
        "2 hours",
        c -> c.duration("d", NONE, HOUR, NONE),
        "expected an ISO-8601 duration such as \"PT5S\" from PT0S to PT1H, got \"2 hours\";"
            + " did you mean \"PT2H\"?");
    assertProblem(
        "t",
        "x".repeat(100),
        c -> c.flag("t", true),
        "expected true or false, got \"" + "x".repeat(60) + "...\"");
    assertEquals(
        List.of(
            "task.a[1]: expected [host, port] or \"host:port\" with a port from 1 to 65535,"
                + " got \"h:0\""),
        problems(Map.of("a", List.of("h:1", "h:0")), c -> c.addresses("a", 1, List.of())));
    assertEquals(
        List.of("task.q.images: expected an integer from 1 to 9, got \"many\""),
        problems(Map.of("q", Map.of("images", "many")), c -> c.integers("q", 1, 9, Map.of())));
    assertEquals(
        List.of("task.r: is missing; expected a text"), problems(Map.of(), c -> c.required("r")));
  }

  @Test
  void aSectionThatIsNoMapIsOneProblem() {
    assertProblem(
        "redis",
        "localhost",
        c -> c.section("redis").required("host"),
        "expected a map, got \"localhost\"");
  }

  @Test
  void keysThatAreNoTextsAreProblems() {
    assertEquals(List.of("task: expected texts as keys, got 5"), problems(Map.of(5, "x"), c -> {}));
    assertEquals(
        List.of("task: expected texts as keys, got 5"),
        problems(new TreeMap<>(Map.of(5, "x")), c -> c.text("name")));
    Map<String, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    assertEquals(List.of("task: expected texts as keys, got nothing"), problems(nullKey, c -> {}));
  }

  @Test
  void suggestionsSeeCaseHyphensPrefixesAndSwappedLetters() {
    for (String wrong :
        List.of("Concurrency", "con-currency", "concurency", "ocncurrency", "conc")) {
      String problem = problems(Map.of(wrong, 1), c -> c.integer("concurrency", 1, 9, 1)).get(0);
      assertTrue(problem.contains("did you mean \"concurrency\"?"), problem);
    }
    assertEquals(
        List.of("task.zebra: unknown key; known: name"),
        problems(Map.of("zebra", 1), c -> c.text("name")));
    assertEquals(
        List.of("task.zebra: unknown key; no key is known here"),
        problems(Map.of("zebra", 1), c -> {}));
  }

  @Test
  void toleratedKeysAreAllowedAndSuggestedButNotListed() {
    assertEquals(
        List.of("task.gearmn: unknown key; did you mean \"gearman\"? known: name"),
        problems(
            Map.of("gearman", 1, "gearmn", 2),
            c -> {
              c.tolerate("gearman");
              c.text("name");
            }));
  }

  @Test
  void aKeyMayBeAskedForAnyNumberOfTimes() {
    assertEquals(
        List.of("task.b: unknown key; known: a"),
        problems(
            Map.of("a", "x", "b", 1),
            c -> {
              for (int i = 0; i < 10_000; i++) {
                c.text("a");
              }
            }));
  }

  @Test
  void hugeAndEndlessCollectionsAreRefused() {
    List<String> endless = Collections.nCopies(Integer.MAX_VALUE, "x");
    assertProblem(
        "queues",
        endless,
        c -> c.texts("queues", List.of()),
        "expected a list of texts of at most 100000 elements, got a list");
    Map<String, Integer> many = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      many.put("k" + i, i);
    }
    assertEquals(21, problems(many, c -> {}).size());
  }

  static List<String> problems(Map<?, ?> map, Consumer<MapConfig> reader) {
    ConfigReading reading = ConfigReading.of("task", map);
    reader.accept(reading.root());
    return assertThrows(ConfigException.class, reading::check).problems();
  }

  private static void assertProblem(
      String key, Object value, Consumer<MapConfig> reader, String problem) {
    assertEquals(List.of("task." + key + ": " + problem), problems(Map.of(key, value), reader));
  }
}
