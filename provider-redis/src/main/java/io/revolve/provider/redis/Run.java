package io.revolve.provider.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One handing out of a job, or of several that were handed out together: its text is the fence,
 * since another handing out has another.
 *
 * @param text the whole text, as the scripts compare it
 * @param stamp the number of the handing out
 * @param deliveries how often the job was handed out
 * @param isCancelled whether the job was cancelled before
 * @param worker who got it
 */
record Run(byte[] text, String stamp, int deliveries, boolean isCancelled, String worker) {

  /** Of a lease of another link: nothing that was ever handed out. */
  static final Run NONE = new Run(new byte[0], "0", 0, false, "");

  private static final int STAMP = 2;

  static Run of(Object reply) {
    byte[] text = (byte[]) reply;
    String[] fields = new String(text, StandardCharsets.UTF_8).split("\t", 3);
    return new Run(
        text,
        fields[0].substring(STAMP),
        Integer.parseInt(fields[1]),
        fields[0].charAt(1) == '1',
        fields[2]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Run run && Arrays.equals(text, run.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
