package io.revolve.core.worker;

import io.revolve.api.Callback;
import java.util.function.Supplier;

/**
 * Where a worker runs the callbacks that it is given: in this JVM, or in others. Thread safe.
 *
 * <p>Each method throws a {@code RuntimeException} if the code is refused, or cannot get there.
 */
public interface Placement {

  /** A callback that is at hand. */
  Callback of(Callback callback);

  /** What makes a callback of a class for each attempt. */
  Supplier<Callback> of(Class<? extends Callback> type);

  /** The callback behind a reference that came with a job. */
  Callback ofReference(Object reference);
}
