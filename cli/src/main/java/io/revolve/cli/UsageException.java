package io.revolve.cli;

/** The command was asked for something that makes no sense, as found out behind the parser. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
