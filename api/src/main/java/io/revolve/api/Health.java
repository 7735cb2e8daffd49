package io.revolve.api;

/**
 * Whether an engine can be reached.
 *
 * @param green true if the last use or ping succeeded
 * @param detail what is wrong; empty when green
 */
public record Health(boolean green, String detail) {

  /** The engine answers. */
  public static final Health GREEN = new Health(true, "");

  /**
   * The engine does not answer.
   *
   * @param detail what is wrong, without secrets
   */
  public static Health red(String detail) {
    return new Health(false, detail);
  }
}
