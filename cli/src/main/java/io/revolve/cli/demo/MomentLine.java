package io.revolve.cli.demo;

import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Style;
import java.util.Locale;

/** A moment as a line. */
final class MomentLine {

  private static final int LABEL = 36;

  private MomentLine() {}

  static String of(Moment moment, Style style) {
    String seconds = String.format(Locale.ROOT, "%6.2fs", moment.after().toMillis() / 1000.0);
    String label = Columns.tail(Columns.clean(moment.label()), LABEL, style.sign("…", "~"));
    return style.dim(seconds)
        + "  "
        + sign(moment.kind(), style)
        + " "
        + label
        + style.dim(": ")
        + Columns.clean(moment.text());
  }

  private static String sign(Moment.Kind kind, Style style) {
    return switch (kind) {
      case GOOD -> style.green(style.sign("✓", "+"));
      case AGAIN -> style.yellow(style.sign("↻", "!"));
      case ENDED -> style.yellow(style.sign("×", "x"));
      case BAD -> style.red(style.sign("✗", "X"));
      case TOLD -> style.cyan(style.sign("»", ">"));
    };
  }
}
