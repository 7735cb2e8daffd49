package io.revolve.cli.json;

/** A text is not JSON. The message says where and why, and fits into a sentence. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  JsonException(String message) {
    super(message);
  }
}
