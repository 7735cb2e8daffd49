package io.revolve.bench;

/**
 * What a ratio should be.
 *
 * @param text the target in words; empty for none
 * @param least the least ratio that meets it
 * @param most the greatest one
 */
public record Target(String text, double least, double most) {

  /** No target. */
  public static final Target NONE = new Target("", 0, Double.MAX_VALUE);

  /** The ratio should not be less. */
  public static Target atLeast(double ratio) {
    return new Target("at least " + Table.number(ratio), ratio, Double.MAX_VALUE);
  }

  /** The ratio should not be more. */
  public static Target atMost(double ratio) {
    return new Target("at most " + Table.number(ratio), 0, ratio);
  }

  String verdict(double ratio) {
    if (text.isEmpty()) {
      return "";
    }
    return ratio >= least && ratio <= most ? "met" : "MISSED";
  }
}
