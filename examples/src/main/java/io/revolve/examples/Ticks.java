package io.revolve.examples;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;

/** Work that sends three ticks: what the clients in event loops listen to. */
final class Ticks implements Callback {
  private static final long serialVersionUID = 1;

  @Override
  public Object call(RunningTask running) throws InterruptedException {
    for (int i = 1; i <= 3; i++) {
      Thread.sleep(100);
      running.write("tick", i);
    }
    return "three ticks";
  }
}
