package io.revolve.api;

/**
 * How far a task is: the payload of {@link Events#PROGRESS}.
 *
 * @param done what is done, in units of the task's choosing
 * @param total what there is to do in the same units; 0 if that is not known
 */
public record Progress(long done, long total) {

  /** The part that is done, from 0 to 1; 0 where the total is not known. */
  public double fraction() {
    return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
  }
}
