package io.revolve.cli.handlers;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import org.jspecify.annotations.Nullable;

/**
 * {@code echo}: gives its payload back, whatever it is, and sends it as the event {@code output}.
 */
public final class Echo implements Callback {

  private static final long serialVersionUID = 1;

  /** Made by the worker. */
  public Echo() {}

  @Override
  public @Nullable Object call(RunningTask task) {
    Object payload = task.payload(Object.class);
    task.write("output", payload);
    return payload;
  }
}
