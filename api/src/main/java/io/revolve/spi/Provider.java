package io.revolve.spi;

import io.revolve.api.Limit;
import io.revolve.api.UnsupportedFeatureException;

/**
 * One engine, found by {@link java.util.ServiceLoader}. Must have a public constructor without
 * arguments, and no state of its own.
 *
 * <p>Making a link takes two steps, so that a config's problems are reported all at once and before
 * anything is opened: {@code jobs(config)} reads every key, then {@link Opening#open()} is called
 * if the whole config was good. A connection that cannot be made then is no error: links connect by
 * themselves, and report red health meanwhile.
 */
public interface Provider {

  /** The name that configs give as {@code provider}, and the key of its section. */
  String name();

  /** What it can do. */
  Capabilities capabilities();

  /**
   * Reads the config of a job link.
   *
   * @param config the provider's section
   * @throws UnsupportedFeatureException if the provider carries no jobs
   */
  default Opening<JobLink> jobs(Config config) {
    throw new UnsupportedFeatureException("provider " + name() + " carries no jobs");
  }

  /**
   * Reads the config of a message link.
   *
   * @param config the provider's section
   * @throws UnsupportedFeatureException if the provider carries no messages
   */
  default Opening<MessageLink> messages(Config config) {
    throw new UnsupportedFeatureException("provider " + name() + " carries no messages");
  }

  /**
   * Reads the config of a run link.
   *
   * @param config the provider's section
   * @throws UnsupportedFeatureException if the provider runs no code
   */
  default Opening<RunLink> runs(Config config) {
    throw new UnsupportedFeatureException("provider " + name() + " runs no code");
  }

  /**
   * Reads the config of a limit. It is opened with a {@link io.revolve.api.ConfigException} if
   * others use it with another size.
   *
   * @param config the provider's section
   * @param name what the limit is shared by: any text that is not empty
   * @param size how many slots it has; 0 for as many as the others have
   * @throws UnsupportedFeatureException if the provider shares no limits
   */
  default Opening<Limit> limits(Config config, String name, int size) {
    throw new UnsupportedFeatureException("provider " + name() + " shares no limits");
  }
}
