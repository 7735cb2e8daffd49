package io.revolve.spi;

/**
 * A link whose config was read, ready to be opened.
 *
 * @param <L> the kind of link
 */
@FunctionalInterface
public interface Opening<L> {

  /** Opens the link. Called at most once, and only if the whole config was good. */
  L open();
}
