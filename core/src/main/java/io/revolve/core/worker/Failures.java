package io.revolve.core.worker;

import io.revolve.api.Failure;
import java.util.ArrayList;
import java.util.List;

/** Errors as data that travels. */
final class Failures {

  private static final int MOST_LINES = 200;
  private static final int MOST_CAUSES = 10;
  private static final int MOST_TEXT = 10_000;

  private Failures() {}

  static Failure of(Throwable error, int attempt) {
    List<String> stack = new ArrayList<>();
    Throwable cause = error;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      String head = cause.getClass().getName() + ": " + message(cause);
      add(stack, i == 0 ? head : "Caused by: " + head);
      for (StackTraceElement line : cause.getStackTrace()) {
        add(stack, "    at " + line);
      }
      cause = cause.getCause();
    }
    return new Failure(error.getClass().getName(), message(error), stack, attempt);
  }

  private static void add(List<String> stack, String line) {
    if (stack.size() < MOST_LINES) {
      stack.add(line);
    } else if (stack.size() == MOST_LINES) {
      stack.add("    ...");
    }
  }

  /** An error's message, which is a user's code too: it may be null, endless, or throw. */
  private static String message(Throwable error) {
    try {
      String message = error.getMessage();
      if (message == null) {
        return "";
      }
      return message.length() <= MOST_TEXT ? message : message.substring(0, MOST_TEXT) + "...";
    } catch (RuntimeException e) {
      return "(its message cannot be read: " + e.getClass().getName() + ")";
    }
  }
}
