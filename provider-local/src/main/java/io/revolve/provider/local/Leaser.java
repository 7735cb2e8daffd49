package io.revolve.provider.local;

import java.util.concurrent.locks.Condition;

/** A call of {@code lease} that waits. */
final class Leaser {
  final Object link;
  final Selection selection;
  final Condition condition;

  /** Whether it was called for a job, and has not looked yet. */
  boolean called;

  /** Whether it should return with what there is. */
  boolean dismissed;

  /** When it wakes by itself, by {@link System#nanoTime()}. */
  long until;

  Leaser(Object link, Selection selection, Condition condition) {
    this.link = link;
    this.selection = selection;
    this.condition = condition;
  }
}
