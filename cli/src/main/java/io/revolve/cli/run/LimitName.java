package io.revolve.cli.run;

/**
 * What {@code --limit} says.
 *
 * @param name what the limit is shared by
 * @param size how many at once; 0 if it does not say
 */
public record LimitName(String name, int size) {
  private static final int DIGITS = 4;

  /** Reads {@code NAME} or {@code NAME:N}, where N is from 1 to 1000. */
  public static LimitName of(String text) {
    int colon = text.lastIndexOf(':');
    String digits = text.substring(colon + 1);
    boolean sized = colon >= 0 && digits.length() <= DIGITS && digits.matches("[0-9]+");
    int size = sized ? Integer.parseInt(digits) : 0;
    String name = sized ? text.substring(0, colon) : text;
    if (name.isEmpty() || (colon >= 0 && !sized) || (sized && (size < 1 || size > 1000))) {
      throw new IllegalArgumentException(
          "--limit: expected NAME or NAME:N with N from 1 to 1000, got \"" + text + "\"");
    }
    return new LimitName(name, size);
  }
}
