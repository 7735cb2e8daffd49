package io.revolve.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The code that does a task's work.
 *
 * <p>One instance may be called by several worker threads at once, so it must be thread safe. It is
 * called again with a higher {@link RunningTask#attempt()} when an earlier attempt failed or its
 * worker died: work is done at least once.
 *
 * <p>It is {@link Serializable} only so that the compiler records where a lambda comes from;
 * Revolve never uses Java serialization. Code is named, never shipped.
 */
@FunctionalInterface
public interface Callback extends Serializable {

  /**
   * Does the work of one attempt.
   *
   * @param task the attempt: its payload, and the way to talk to the client
   * @return the result, any value that Jackson can write, {@code byte[]} as it is, or null
   * @throws Exception any failure; the attempt has failed then and is tried again as the task's
   *     {@code attempts} allow
   */
  @Nullable Object call(RunningTask task) throws Exception;
}
