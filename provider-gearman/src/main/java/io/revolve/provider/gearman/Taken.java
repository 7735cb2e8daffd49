package io.revolve.provider.gearman;

/**
 * A job that this side holds, until its connection is lost.
 *
 * @param taker who got it
 * @param generation the connection on which it came, counted
 * @param handle the server's name for it
 * @param function the function
 * @param unique the key it was submitted with
 * @param data what was submitted
 */
record Taken(
    Taker taker, int generation, String handle, String function, String unique, byte[] data) {

  /** Whether the server still knows that it is held here. */
  boolean isHeld() {
    return taker.isUp() && taker.generation() == generation;
  }

  /** The same job with other data. */
  Taken with(byte[] other) {
    return new Taken(taker, generation, handle, function, unique, other);
  }
}
