package io.revolve.provider.process.protocol;

/** How a pool and its processes talk. Immutable. */
public interface Protocol {

  /** Its name in configs. */
  String name();

  /** Begins to read what one process says. */
  Reading read();

  /**
   * Whether a process says that it is there. One that does not is there when it has started, and
   * {@link #hello} is not said to it.
   */
  default boolean hasHello() {
    return true;
  }

  /**
   * Whether a call's context is the bare name of what is to be done, and the parts of an answer are
   * pieces of it.
   */
  default boolean isNamed() {
    return false;
  }

  /**
   * What is said to a process first, to be answered by a {@link Word.Hello}.
   *
   * @param pid of this JVM
   */
  byte[] hello(long pid);

  /** A call. */
  byte[] call(Payload payload);

  /**
   * Tells a process that listens something about the call that it works on.
   *
   * @param call how many calls were written to the process when that was, itself included: when it
   *     hears this, it may work on the next
   */
  byte[] tell(Payload payload, int call);

  /**
   * Asks a process to end, when it has done what it was asked before; empty if it ends with its
   * input.
   */
  byte[] stop();

  /**
   * Asks a process to end the call that it works on; empty if that cannot be said.
   *
   * @param call as in {@link #tell}
   */
  byte[] cancel(int call);

  /**
   * The number of a call, which its answers bear, too, as {@link Word.Numbered}.
   *
   * @param call a frame that {@link #call} has made
   */
  default long number(byte[] call) {
    throw new UnsupportedOperationException(name() + " does not number its calls");
  }

  /** The largest context and body of one call together, in bytes. */
  int limit();

  /** Takes bytes as they come, and makes words of them. Not thread safe. */
  interface Reading {

    /**
     * Reads words, as far as they are complete.
     *
     * @throws ProtocolException if what came can be no word
     */
    void read(Bytes bytes, Listener listener) throws ProtocolException;
  }

  /** Takes words in their order. */
  @FunctionalInterface
  interface Listener {

    /** The next word. */
    void take(Word word) throws ProtocolException;
  }
}
