package io.revolve.cli;

import io.revolve.Make;
import io.revolve.spi.Capability;

/** What can be told of a config's engine before anything is opened. */
final class Engines {

  private Engines() {}

  /** Whether the provider's tasks live and die with this process. */
  static boolean inMemory(Make make, String provider) {
    return has(make, provider, Capability.IN_MEMORY);
  }

  /** Whether a client of this provider has what runs its tasks. */
  static boolean runsCode(Make make, String provider) {
    return has(make, provider, Capability.RUNS);
  }

  private static boolean has(Make make, String provider, Capability capability) {
    return make.providers().stream()
        .filter(each -> each.name().equals(provider))
        .anyMatch(each -> each.capabilities().has(capability));
  }
}
