package io.revolve.provider.process.protocol;

/** One thing that a worker process says. */
public sealed interface Word {

  /**
   * It is there.
   *
   * @param pid which process it is, as it sees itself
   * @param listens whether it takes what it is told while it works
   */
  record Hello(long pid, boolean listens) implements Word {}

  /**
   * It answers the call that it works on.
   *
   * @param payload the answer, or a part of it
   * @param isLast false if more of it will come
   */
  record Answer(Payload payload, boolean isLast) implements Word {}

  /**
   * The call failed; the process is well.
   *
   * @param error what it says about it
   */
  record Failure(String error) implements Word {}

  /** It wants to be replaced; the call that it was given has not been worked on. */
  record Leaving() implements Word {}

  /**
   * It wants to hear something at once.
   *
   * @param answer the bytes that it wants
   */
  record Ping(byte[] answer) implements Word {}

  /**
   * A word that says which call it is about: about any other than the one that is worked on, it
   * makes no sense.
   *
   * @param number of the call
   * @param word an {@link Answer} or a {@link Failure}
   */
  record Numbered(long number, Word word) implements Word {}
}
