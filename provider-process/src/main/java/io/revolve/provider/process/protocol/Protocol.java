package io.revolve.provider.process.protocol;

/** How a pool and its processes talk. Immutable. */
public interface Protocol {

  /** Its name in configs. */
  String name();

  /** Begins to read what one process says. */
  Reading read();

  /**
   * What is said to a process first, to be answered by a {@link Word.Hello}.
   *
   * @param pid of this JVM
   */
  byte[] hello(long pid);

  /** A call. */
  byte[] call(Payload payload);

  /** Tells a process that listens something about the call that it works on. */
  byte[] tell(Payload payload);

  /** Asks a process to end, when it has done what it was asked before. */
  byte[] stop();

  /** Asks a process to end the call that it works on; empty if that cannot be said. */
  byte[] cancel();

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
