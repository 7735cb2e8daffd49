package io.revolve.spi;

/** What cancelling a job found. */
public enum Cancelling {
  /** It waited, and will never run; it has ended as cancelled. */
  ENDED,
  /** It runs; it is marked, and its holder learns so when it extends, settles or hands on. */
  MARKED,
  /** It had ended before, or is not known. */
  TOO_LATE
}
