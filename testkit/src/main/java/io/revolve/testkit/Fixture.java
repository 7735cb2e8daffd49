package io.revolve.testkit;

import io.revolve.spi.Provider;
import java.util.List;
import java.util.Map;

/**
 * What a provider hands to the contract: how it is configured, and its engine where it has one.
 *
 * <p>One fixture serves all tests of a class, several at a time; each test has a namespace of its
 * own, and what is in one namespace must not be seen in another.
 */
@FunctionalInterface
public interface Fixture extends AutoCloseable {

  /**
   * The config of the jobs: {@code provider} and the provider's section, nothing else.
   *
   * @param namespace letters, digits and hyphens
   */
  Map<String, Object> jobs(String namespace);

  /**
   * The config of the messages, in the same form; that of the jobs, where one provider carries
   * both.
   *
   * @param namespace letters, digits and hyphens
   */
  default Map<String, Object> messages(String namespace) {
    return jobs(namespace);
  }

  /** Providers that no service file names; with such, nothing is tested in other JVMs. */
  default List<Provider> providers() {
    return List.of();
  }

  /** Whether {@link #restartEngine()} does something. */
  default boolean canRestart() {
    return false;
  }

  /** Stops the engine, breaking all connections, and starts it again at the same place. */
  default void restartEngine() throws Exception {
    throw new UnsupportedOperationException("this fixture cannot restart its engine");
  }

  /** Lets go of the engine, after the last test. */
  @Override
  default void close() {}
}
