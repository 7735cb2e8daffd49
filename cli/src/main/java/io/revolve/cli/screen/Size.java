package io.revolve.cli.screen;

/**
 * How large a terminal is.
 *
 * @param columns its width
 * @param rows its height
 */
public record Size(int columns, int rows) {

  /** What is taken where nobody says. */
  public static final Size USUAL = new Size(80, 24);

  /** Bounds what was found, so that drawing has room and no surprise. */
  public Size {
    columns = Math.min(1000, Math.max(20, columns));
    rows = Math.min(1000, Math.max(4, rows));
  }
}
