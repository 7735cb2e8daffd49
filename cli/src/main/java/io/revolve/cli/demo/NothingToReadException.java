package io.revolve.cli.demo;

/** The folder holds no text. */
public final class NothingToReadException extends Exception {

  private static final long serialVersionUID = 1;

  NothingToReadException(String message) {
    super(message);
  }
}
