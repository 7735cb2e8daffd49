package io.revolve.provider.gearman;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of jobs, by which the server knows what is the same: a task's id, then whether the job
 * was put back, and whether it waits for its time.
 */
final class Keys {
  private static final int LONGEST = 63;
  private static final String LATER = "+";
  private static final char AGAIN = '~';
  private static final String FIRST = AGAIN + "1";
  private static final String SECOND = AGAIN + "2";

  /** How often a foreground job's key changes, until it is one that it had. */
  static final int ROUNDS = 9;

  private Keys() {}

  /** The key of a job that is submitted for the first time. */
  static String first(String id, boolean later) {
    return later ? id + LATER : id;
  }

  /**
   * The key of a job that is put back. It must differ from that of the job which still is there, or
   * both would be one.
   */
  static String next(String key, boolean later) {
    return first(id(key) + (withoutLater(key).endsWith(FIRST) ? SECOND : FIRST), later);
  }

  /**
   * The key of a foreground job after so many losses of connections. It differs from those before,
   * under which the server may still have what it is going to drop.
   */
  static String round(String id, int losses) {
    return losses == 0 ? id : id + AGAIN + (1 + (losses - 1) % ROUNDS);
  }

  /** The task's id in a key. */
  static String id(String key) {
    String rest = withoutLater(key);
    int mark = rest.length() - 2;
    boolean isAgain = mark >= 0 && rest.charAt(mark) == AGAIN && isRound(rest.charAt(mark + 1));
    return isAgain ? rest.substring(0, mark) : rest;
  }

  private static boolean isRound(char last) {
    return last >= '1' && last <= '0' + ROUNDS;
  }

  /** Whether a job of that key waits for its time. */
  static boolean isLater(String key) {
    return key.endsWith(LATER);
  }

  /** All keys that a job of a task may have. */
  static List<String> all(String id) {
    List<String> keys = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      keys.add(round(id, round));
    }
    for (String round : List.of("", FIRST, SECOND)) {
      keys.add(first(id + round, true));
    }
    keys.removeIf(key -> !fits(key));
    return keys;
  }

  /** The key of the mark that a task was cancelled. */
  static String mark(String id) {
    return id + "!";
  }

  /** Whether the server can bear a key of that length. */
  static boolean fits(String key) {
    return key.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  private static String withoutLater(String key) {
    return isLater(key) ? key.substring(0, key.length() - LATER.length()) : key;
  }
}
