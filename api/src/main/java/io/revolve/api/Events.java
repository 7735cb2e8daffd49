package io.revolve.api;

import java.util.Set;

/** The reserved event names. Every other name is the user's. */
public final class Events {

  /** An attempt has begun. */
  public static final String STARTED = "started";

  /** How far the attempt is; read it as {@link Progress}. Coalesced under load. */
  public static final String PROGRESS = "progress";

  /** The task has ended well; the payload is its result. Terminal. */
  public static final String COMPLETED = "completed";

  /** The task has failed for good; read it as {@link Failure}. Terminal. */
  public static final String FAILED = "failed";

  /** An attempt has failed or its worker was lost, and there will be another. */
  public static final String RETRYING = "retrying";

  /** The task was cancelled. Terminal. */
  public static final String CANCELLED = "cancelled";

  /**
   * Messages were lost on the way, as an engine that forgets may do; read it as {@link Gap}. The
   * colon keeps it apart from any name a user would choose.
   */
  public static final String GAP = "revolve:gap";

  /**
   * What a program says on the way that knows nothing of Revolve, and so has one name for all of
   * it. Not reserved.
   */
  public static final String DATA = "data";

  /** The same, where it is meant as a warning. Not reserved: any task may say it. */
  public static final String WARNING = "warning";

  /** All reserved names: a user's event may have none of them. */
  public static final Set<String> RESERVED =
      Set.of(STARTED, PROGRESS, COMPLETED, FAILED, RETRYING, CANCELLED, GAP);

  private Events() {}

  /**
   * Whether the event ends its task.
   *
   * @param event an event's name
   */
  public static boolean isTerminal(String event) {
    return event.equals(COMPLETED) || event.equals(FAILED) || event.equals(CANCELLED);
  }
}
