package io.revolve.cli.demo;

import java.time.Duration;

/**
 * Something that happened and is worth a line.
 *
 * @param after how long after the start
 * @param kind what it is
 * @param label the task
 * @param text what happened
 */
record Moment(Duration after, Kind kind, String label, String text) {

  /** How it looks. */
  enum Kind {
    GOOD,
    AGAIN,
    ENDED,
    BAD,
    TOLD
  }
}
