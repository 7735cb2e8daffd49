package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.core.reference.Allowed;
import io.revolve.core.worker.Placement;
import java.util.function.Function;
import java.util.function.Supplier;

/** Callbacks that run in this JVM. Thread safe. */
final class Here implements Placement {

  private final References references;
  private final Allowed allowed;
  private final Function<Class<? extends Callback>, Callback> maker;

  /**
   * Callbacks of this JVM.
   *
   * @param allowed the classes that references may name
   * @param maker makes a callback of a class
   */
  Here(
      References references, Allowed allowed, Function<Class<? extends Callback>, Callback> maker) {
    this.references = references;
    this.allowed = allowed;
    this.maker = maker;
  }

  @Override
  public Callback of(Callback callback) {
    return callback;
  }

  @Override
  public Supplier<Callback> of(Class<? extends Callback> type) {
    return () -> maker.apply(type);
  }

  @Override
  public Callback ofReference(Object reference) {
    return references.read(reference, allowed);
  }
}
