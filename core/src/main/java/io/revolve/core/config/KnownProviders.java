package io.revolve.core.config;

import io.revolve.spi.Capability;
import io.revolve.spi.Provider;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The providers that are on the class path, and those that could be: their names are sections that
 * may stand in any map, and one whose jar is missing is told from one that nobody knows. Immutable.
 */
public final class KnownProviders {
  private final Map<String, Provider> present = new TreeMap<>();
  private final Map<String, String> ambiguous = new TreeMap<>();
  private final Map<String, String> artifacts;
  private final Set<String> sections;

  /**
   * Knows these providers, and those that Revolve has.
   *
   * @param present what is on the class path and in the user's modules
   */
  public KnownProviders(Collection<? extends Provider> present) {
    this.artifacts = Artifacts.byProvider();
    for (Provider provider : present) {
      Provider other = this.present.putIfAbsent(provider.name(), provider);
      if (other != null && other.getClass() != provider.getClass()) {
        ambiguous.put(
            provider.name(), other.getClass().getName() + ", " + provider.getClass().getName());
      }
    }
    Set<String> names = new HashSet<>(artifacts.keySet());
    names.addAll(this.present.keySet());
    this.sections = Set.copyOf(names);
  }

  /**
   * The provider that the key {@code provider} names. A name that is missing, unknown, ambiguous or
   * of a provider that cannot do what is needed is noted in the config.
   *
   * @param needed {@link Capability#JOBS}, {@link Capability#MESSAGES}, {@link Capability#RUNS} or
   *     {@link Capability#LIMITS}
   * @return the provider, or null if a problem was noted
   */
  public @Nullable Provider choose(MapConfig config, Capability needed) {
    Object given = config.value("provider");
    if (given == null) {
      config.reject("provider", "is missing; " + known(needed));
      return null;
    }
    if (!(given instanceof String name)) {
      config.expected("provider", "", "a text", Shown.value(given));
      return null;
    }
    Provider provider = present.get(name);
    if (provider != null && provider.capabilities().has(needed) && !ambiguous.containsKey(name)) {
      return provider;
    }
    config.reject("provider", problem(name, provider, needed));
    return null;
  }

  /** Allows the sections of all providers, so that switching to another is one word. */
  public void tolerateSections(MapConfig config) {
    config.tolerate(sections);
  }

  private String problem(String name, @Nullable Provider provider, Capability needed) {
    if (provider != null && ambiguous.containsKey(name)) {
      return "provider \"" + name + "\" is there more than once: " + ambiguous.get(name);
    }
    if (provider != null) {
      return "provider \"" + name + "\" " + lacks(needed) + "; " + known(needed);
    }
    String artifact = artifacts.get(name);
    if (artifact != null) {
      return "provider \"" + name + "\" needs its jar; add " + artifact + " to the class path";
    }
    Set<String> names = new TreeSet<>(sections);
    names.removeIf(other -> present.containsKey(other) && !usable(other, needed));
    return "unknown provider "
        + Shown.value(name)
        + Closest.hint(name, names)
        + " "
        + known(needed);
  }

  private boolean usable(String name, Capability needed) {
    Provider provider = present.get(name);
    return provider != null && provider.capabilities().has(needed);
  }

  private String known(Capability needed) {
    Set<String> usable = new TreeSet<>(present.keySet());
    usable.removeIf(name -> !usable(name, needed));
    return usable.isEmpty()
        ? "known: none; add one to the class path, such as " + artifacts.get("local")
        : "known: " + String.join(", ", usable);
  }

  private static String lacks(Capability needed) {
    return switch (needed) {
      case JOBS -> "carries no jobs";
      case MESSAGES -> "carries no messages";
      case RUNS -> "runs no code";
      case LIMITS -> "shares no limits";
      default -> "has no " + needed;
    };
  }
}
