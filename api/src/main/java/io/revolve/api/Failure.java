package io.revolve.api;

import java.util.List;
import java.util.Objects;

/**
 * Why an attempt failed: the payload of {@link Events#FAILED} and {@link Events#RETRYING}, and kept
 * with a dead letter.
 *
 * @param type the class of the error, as the worker's language names it
 * @param message its message, empty if it has none
 * @param stack its stack, a line each, causes included; shortened where it is very long
 * @param attempt the attempt that failed
 */
public record Failure(String type, String message, List<String> stack, int attempt) {

  /** Copies the stack. A worker in another language may leave fields out: they are empty then. */
  public Failure {
    type = Objects.requireNonNullElse(type, "unknown");
    message = Objects.requireNonNullElse(message, "");
    stack = List.copyOf(Objects.requireNonNullElse(stack, List.of()));
  }

  @Override
  public String toString() {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
