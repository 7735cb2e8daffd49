package io.revolve.provider.memcached;

/** A line gave no answer; what was asked may have been done or not. Another line may work. */
final class BrokenLineException extends Exception {

  private static final long serialVersionUID = 1;

  BrokenLineException(String message, Throwable cause) {
    super(message, cause);
  }
}
