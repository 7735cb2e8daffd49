package io.revolve.cli;

/** Checks what {@code --limit} was given. */
final class Limits {

  private Limits() {}

  static int check(int limit) {
    if (limit < 1) {
      throw new UsageException("--limit: expected a number from 1, got " + limit);
    }
    return limit;
  }
}
