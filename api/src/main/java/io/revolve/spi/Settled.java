package io.revolve.spi;

/** What became of a settlement. */
public enum Settled {
  /** It is done. */
  DONE,
  /** The lease was lost: nothing was changed. */
  LOST,
  /**
   * A release of a job that was cancelled meanwhile: the job still is the holder's, who ends it.
   */
  CANCELLED
}
