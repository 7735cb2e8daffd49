package io.revolve.provider.process.dispatch;

/** Takes what a command writes. Thread safe; what comes after it was closed is dropped. */
interface Sink {

  /** Takes the first bytes of a buffer, which is used again. */
  void accept(byte[] buffer, int count);

  /** No more comes, or none is wanted. */
  void close();

  /** What was kept so far. */
  Captured captured();
}
