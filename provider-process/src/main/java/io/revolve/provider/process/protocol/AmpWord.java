package io.revolve.provider.process.protocol;

/** One thing that is said in AMP's frames; the same between clients, a job server and workers. */
public sealed interface AmpWord {

  /**
   * A call.
   *
   * @param id its number, which its answers bear
   * @param procedure what is to be done
   * @param workload what with
   */
  record Request(int id, String procedure, byte[] workload) implements AmpWord {}

  /**
   * Who asked does not want the answer any more.
   *
   * @param id the number of the call
   */
  record Cancel(int id) implements AmpWord {}

  /**
   * An answer, or a piece of one.
   *
   * @param id the number of the call
   * @param kind what it is
   * @param data the answer, or a text that says what went wrong
   */
  record Result(int id, Kind kind, byte[] data) implements AmpWord {}

  /**
   * Whoever says it is about to leave.
   *
   * @param data nothing, or anything
   */
  record Close(byte[] data) implements AmpWord {}

  /**
   * Wants a {@link Pong} with the same data.
   *
   * @param data nothing, or anything
   */
  record Ping(byte[] data) implements AmpWord {}

  /**
   * Answers a {@link Ping}.
   *
   * @param data what stood in that
   */
  record Pong(byte[] data) implements AmpWord {}

  /** What an answer is. */
  enum Kind {
    /** All of it, or the last piece. */
    LAST('3'),
    /** A piece, and more will come. */
    PART('4'),
    /** There is none, and why. */
    ERROR('5');

    final char code;

    Kind(char code) {
      this.code = code;
    }
  }
}
