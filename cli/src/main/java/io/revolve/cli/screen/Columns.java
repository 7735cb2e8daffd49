package io.revolve.cli.screen;

/** Measures and cuts text by the columns it takes on a terminal; escape sequences take none. */
public final class Columns {

  private Columns() {}

  /** How many columns the text takes. */
  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int escape = escapeLength(text, i);
      if (escape > 0) {
        i += escape;
        continue;
      }
      int point = text.codePointAt(i);
      columns += of(point);
      i += Character.charCount(point);
    }
    return columns;
  }

  /** The text, cut to so many columns; colours that were on are switched off. */
  public static String clip(String text, int columns) {
    StringBuilder clipped = new StringBuilder(text.length());
    boolean escaped = false;
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int escape = escapeLength(text, i);
      if (escape > 0) {
        clipped.append(text, i, i + escape);
        escaped = true;
        i += escape;
        continue;
      }
      int point = text.codePointAt(i);
      used += of(point);
      if (used > columns) {
        return escaped ? clipped.append("\u001b[0m").toString() : clipped.toString();
      }
      clipped.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return clipped.toString();
  }

  /** The text with spaces behind it, or cut, to exactly so many columns. */
  public static String fit(String text, int columns) {
    String clipped = clip(text, columns);
    return clipped + " ".repeat(Math.max(0, columns - of(clipped)));
  }

  /** The text with spaces before it, or cut, to exactly so many columns. */
  public static String fitRight(String text, int columns) {
    String clipped = clip(text, columns);
    return " ".repeat(Math.max(0, columns - of(clipped))) + clipped;
  }

  /** The text with its beginning left out where it is too long: the end of a path says most. */
  public static String tail(String text, int columns, String ellipsis) {
    if (of(text) <= columns) {
      return text;
    }
    int from = 0;
    while (from < text.length() && of(ellipsis + text.substring(from)) > columns) {
      from += Character.charCount(text.codePointAt(from));
    }
    return clip(ellipsis + text.substring(from), columns);
  }

  /**
   * The text on one line, without control characters: what others wrote must not steer a terminal.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\t') {
                clean.append(' ');
              } else {
                clean.appendCodePoint(Character.isISOControl(point) ? '?' : point);
              }
            });
    return clean.toString();
  }

  private static int escapeLength(String text, int at) {
    if (text.charAt(at) != '\u001b' || at + 1 >= text.length() || text.charAt(at + 1) != '[') {
      return 0;
    }
    int end = at + 2;
    while (end < text.length() && !Character.isLetter(text.charAt(end))) {
      end++;
    }
    return Math.min(end + 1, text.length()) - at;
  }

  private static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || Character.isISOControl(point)) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0x1f300 && point <= 0x1faff)
            || (point >= 0x20000 && point <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
