package io.revolve.cli.demo;

import io.revolve.api.TaskState;

/** What is known of one task. For one thread. */
final class Row {

  private final String label;
  private TaskState state = TaskState.QUEUED;
  private double fraction;
  private int attempt;
  private boolean retried;
  private String doing = "";

  Row(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  TaskState state() {
    return state;
  }

  double fraction() {
    return state.isTerminal() ? 1 : fraction;
  }

  int attempt() {
    return attempt;
  }

  /** What the task said last. */
  String doing() {
    return doing;
  }

  /** Whether there is something to see: it runs, or waits for its next attempt. */
  boolean active() {
    return state == TaskState.RUNNING || state == TaskState.RETRYING;
  }

  /**
   * Whether an attempt failed before; a run counts even if its worker only handed the task back.
   */
  boolean retried() {
    return retried;
  }

  void retrying() {
    state = TaskState.RETRYING;
    retried = true;
  }

  void started(int run) {
    state = TaskState.RUNNING;
    attempt = run;
    fraction = 0;
  }

  void progress(double part) {
    fraction = part;
  }

  void doing(String what) {
    doing = what;
  }

  void is(TaskState now) {
    state = now;
  }
}
