package io.revolve.provider.local;

/**
 * What is to be run when messages arrive.
 *
 * @param link who asked for it
 * @param action what to run
 */
record Arrival(Object link, Runnable action) {

  void run(String address) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // The writer has done its part, and others wait for the rest of what it writes.
      System.getLogger(LocalMessageLink.class.getName())
          .log(System.Logger.Level.WARNING, "the arrival action of " + address + " failed", e);
    }
  }
}
