package io.revolve.testkit.torture;

/**
 * A time in which something was not there.
 *
 * @param from in milliseconds since 1970
 * @param to likewise
 */
record Span(long from, long to) {

  long length() {
    return to - from;
  }

  boolean meets(long begin, long end) {
    return from <= end && to >= begin;
  }
}
