package io.revolve.provider.process.pool;

import org.jspecify.annotations.Nullable;

/**
 * A call had no answer. What went wrong is said by the kinds: the call itself, the process that
 * worked on it, or the pool.
 */
public abstract sealed class PoolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private PoolException(String message) {
    super(message);
  }

  /** The worker says that the call failed, and is well itself. */
  public static final class JobFailed extends PoolException {
    private static final long serialVersionUID = 1;

    /** What the worker says. */
    public JobFailed(String message) {
      super(message);
    }
  }

  /** The process that worked on the call died, or was killed since it took too long. */
  public static final class WorkerLost extends PoolException {
    private static final long serialVersionUID = 1;

    private final long pid;
    private final @Nullable String reason;

    /**
     * A loss.
     *
     * @param reason for which it was killed by its pool; null if it was not
     * @param message how it ended
     */
    public WorkerLost(long pid, @Nullable String reason, String message) {
      super(message);
      this.pid = pid;
      this.reason = reason;
    }

    /** Which process it was. */
    public long pid() {
      return pid;
    }

    /** For what it was killed by its pool; null if it was not. */
    public @Nullable String reason() {
      return reason;
    }
  }

  /** No process could be started. */
  public static final class BootFailed extends PoolException {
    private static final long serialVersionUID = 1;

    /** Which, and why. */
    public BootFailed(String message) {
      super(message);
    }
  }

  /** The pool has too many calls already, or is closed, or the call is too large for it. */
  public static final class Refused extends PoolException {
    private static final long serialVersionUID = 1;

    private final boolean isForNow;

    /** Why, and what would be taken: this call never is. */
    public Refused(String message) {
      this(message, false);
    }

    /**
     * A refusal.
     *
     * @param isForNow whether it is for what the pool is doing, not for what the call is
     */
    public Refused(String message, boolean isForNow) {
      super(message);
      this.isForNow = isForNow;
    }

    /** Whether the same call may be taken later, or by another pool of the same kind. */
    public boolean isForNow() {
      return isForNow;
    }
  }
}
