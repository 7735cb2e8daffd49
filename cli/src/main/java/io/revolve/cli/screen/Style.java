package io.revolve.cli.screen;

/**
 * Colours and signs, or plain text where they are not wanted.
 *
 * @param colour whether escape sequences may be written
 * @param unicode whether more than ASCII may be written
 */
public record Style(boolean colour, boolean unicode) {

  /** Neither colours nor signs beyond ASCII. */
  public static final Style PLAIN = new Style(false, false);

  /** Stands out. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** Stands back. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** Went wrong. */
  public String red(String text) {
    return paint("31", text);
  }

  /** Went well. */
  public String green(String text) {
    return paint("32", text);
  }

  /** Needs a look. */
  public String yellow(String text) {
    return paint("33", text);
  }

  /** Is going on. */
  public String cyan(String text) {
    return paint("36", text);
  }

  /** The first where it can be shown, otherwise the second. */
  public String sign(String unicodeSign, String asciiSign) {
    return unicode ? unicodeSign : asciiSign;
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
