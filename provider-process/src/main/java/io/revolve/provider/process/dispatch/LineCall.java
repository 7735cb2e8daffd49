package io.revolve.provider.process.dispatch;

/** Calls a listener, whatever it does. */
final class LineCall {
  private static final System.Logger LOGGER = System.getLogger(LineCall.class.getName());

  private LineCall() {}

  static void on(LineListener listener, Line line) {
    try {
      listener.on(line);
    } catch (RuntimeException | Error e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "a listener failed with a line of " + line.execution(), e);
    }
  }
}
