package io.revolve.spi;

import java.util.Set;

/**
 * What a provider can do, and its limits.
 *
 * @param all what it declares
 * @param maxPayload the largest payload it carries, in bytes
 */
public record Capabilities(Set<Capability> all, long maxPayload) {

  /** Copies the set. */
  public Capabilities {
    all = Set.copyOf(all);
  }

  /** Whether the provider declares a capability. */
  public boolean has(Capability capability) {
    return all.contains(capability);
  }
}
