package io.revolve.provider.gearman.protocol;

/**
 * Whether a server still says something. A network that is cut and a server that is stopped close
 * no connection, so one that has been silent for a while is asked for a sign of life. Not thread
 * safe.
 */
final class Pulse {
  private final long patience;
  private boolean isBeating = true;
  private boolean isAsked;
  private boolean isDoubted;
  private long since;

  /** A server that is asked after so many nanoseconds of silence, and has as many to answer. */
  Pulse(long patience) {
    this.patience = patience;
  }

  /** The server has said something, or taken what it had no room for. */
  void beat() {
    isBeating = true;
  }

  /**
   * Looks how long it has been silent.
   *
   * @param now in nanoseconds of this JVM
   * @param ask asks for a sign of life
   * @return how long until the next look, in nanoseconds; negative if the server is to be given up
   */
  long look(long now, Runnable ask) {
    if (isBeating) {
      isBeating = false;
      isAsked = false;
      isDoubted = false;
      since = now;
    }
    long left = since + patience - now;
    if (left > 0) {
      return left;
    }
    if (!isAsked) {
      isAsked = true;
      since = now;
      ask.run();
      return patience;
    }
    if (!isDoubted) {
      isDoubted = true;
      return 0; // Its answer may lie there, and this process have been asleep.
    }
    return -1;
  }
}
