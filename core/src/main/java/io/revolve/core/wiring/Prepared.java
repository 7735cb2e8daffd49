package io.revolve.core.wiring;

/**
 * Something whose config was read and found good, ready to be made.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface Prepared<T> {

  /** Makes it: opens its links. Called at most once. */
  T make();
}
