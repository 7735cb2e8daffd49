package io.revolve.core.task;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that are unique everywhere: 80 random bits for each source, and a count. Cheap, short and
 * free of characters that any engine gives a meaning. Thread safe.
 */
public final class Ids {

  private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuv".toCharArray();
  private static final int PREFIX = 16;

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /** A source of its own. */
  public Ids() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < PREFIX; i++) {
      text.append(DIGITS[random.nextInt(DIGITS.length)]);
    }
    prefix = text.append('-').toString();
  }

  /** The next id. */
  public String next() {
    return prefix.concat(Long.toString(count.incrementAndGet(), Character.MAX_RADIX));
  }
}
