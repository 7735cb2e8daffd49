package io.revolve.cli.screen;

/** A progress bar of one line. */
public final class Bar {

  private Bar() {}

  /**
   * Draws a bar.
   *
   * @param fraction the part that is done; below 0 counts as 0, above 1 as 1
   * @param columns how wide it is, exactly
   */
  public static String of(double fraction, int columns, Style style) {
    double part = Double.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
    int width = Math.max(0, columns);
    if (!style.unicode()) {
      int full = (int) Math.floor(part * width);
      return style.green("#".repeat(full)) + style.dim("-".repeat(width - full));
    }
    int halves = (int) Math.floor(part * width * 2);
    int full = halves / 2;
    String half = halves % 2 == 1 ? "╸" : "";
    String rest = style.colour() ? "━" : "─";
    return style.green("━".repeat(full) + half)
        + style.dim(rest.repeat(width - full - half.length()));
  }

  /** A fraction as four columns: {@code " 42%"}; never 100 before all is done. */
  public static String percent(double fraction) {
    double part = Double.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
    return Columns.fitRight((int) Math.floor(part * 100) + "%", 4);
  }
}
