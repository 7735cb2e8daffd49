package io.revolve.provider.process.dispatch;

/** How a command came to its end. */
public enum End {
  /** It ended, of itself or by someone else's signal; its status says more. */
  ENDED,
  /** It took longer than its timeout and was killed. */
  TIMED_OUT,
  /** It was cancelled, or its dispatcher closed: killed, or never started. */
  CANCELLED,
  /** It could not be started: there is no such program or folder, or the system has refused. */
  NOT_STARTED
}
