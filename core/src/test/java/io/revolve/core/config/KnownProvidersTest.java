package io.revolve.core.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownProvidersTest {
  private static final Provider GEARMAN = new Named("gearman", Capability.JOBS);
  private static final Provider LOCAL = new Named("local", Capability.JOBS);
  private static final Provider REDIS = new Named("redis", Capability.JOBS);
  private static final Provider MEMCACHED = new Named("memcached", Capability.MESSAGES);
  private static final KnownProviders PRESENT =
      new KnownProviders(List.of(GEARMAN, REDIS, LOCAL, MEMCACHED));

  @Test
  void theNamedProviderIsGivenAndOtherSectionsMayStand() {
    Map<String, Object> map =
        Map.of("provider", "redis", "redis", Map.of(), "gearman", 1, "process", "left alone");
    ConfigReading reading = ConfigReading.of("client", map);
    assertSame(REDIS, PRESENT.choose(reading.root(), Capability.JOBS));
    PRESENT.tolerateSections(reading.root());
    assertDoesNotThrow(reading::check);
  }

  @Test
  void anUnknownProviderIsToldFromOneThatIsMissingOrOfNoUse() {
    assertEquals(
        "unknown provider \"gearmen\"; did you mean \"gearman\"? known: gearman, local, redis",
        problem(PRESENT, "gearmen"));
    assertEquals(
        "provider \"memcached\" carries no jobs; known: gearman, local, redis",
        problem(PRESENT, "memcached"));
    assertEquals(
        "provider \"redis\" needs its jar; add io.revolve:revolve-provider-redis to the class path",
        problem(new KnownProviders(List.of(LOCAL)), "redis"));
    assertEquals(
        "unknown provider \"rediss\"; did you mean \"redis\"? known: local",
        problem(new KnownProviders(List.of(LOCAL)), "rediss"));
    assertEquals(
        "unknown provider \"zeppelin\"; known: none; add one to the class path, such as"
            + " io.revolve:revolve-provider-local",
        problem(new KnownProviders(List.of()), "zeppelin"));
    assertEquals("expected a text, got 5", problem(PRESENT, 5));
  }

  @Test
  void aMissingNameIsAProblem() {
    List<String> problems =
        ConfigReadingTest.problems(Map.of(), c -> PRESENT.choose(c, Capability.MESSAGES));
    assertEquals(List.of("task.provider: is missing; known: memcached"), problems);
  }

  @Test
  void twoProvidersOfOneNameAreNotChosenBetween() {
    Provider other =
        new Provider() {
          @Override
          public String name() {
            return "redis";
          }

          @Override
          public Capabilities capabilities() {
            return REDIS.capabilities();
          }
        };
    String name = getClass().getName();
    assertEquals(
        "provider \"redis\" is there more than once: " + name + "$Named, " + name + "$1",
        problem(new KnownProviders(List.of(REDIS, other)), "redis"));
  }

  private static String problem(KnownProviders providers, Object name) {
    List<String> problems =
        ConfigReadingTest.problems(
            Map.of("provider", name), config -> providers.choose(config, Capability.JOBS));
    assertEquals(1, problems.size());
    return problems.get(0).substring("task.provider: ".length());
  }

  private record Named(String name, Capability can) implements Provider {
    @Override
    public Capabilities capabilities() {
      return new Capabilities(Set.of(can), 1_000);
    }
  }
}
