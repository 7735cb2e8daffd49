package io.revolve.spi;

/** What extending a lease found. */
public enum Held {
  /** Extended. */
  HELD,
  /** Extended, and the job was cancelled: the holder should end it. */
  CANCELLED,
  /** The lease is lost. */
  LOST
}
