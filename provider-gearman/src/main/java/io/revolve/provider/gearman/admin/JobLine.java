package io.revolve.provider.gearman.admin;

import org.jspecify.annotations.Nullable;

/**
 * One job that a server has.
 *
 * @param handle the server's name for it
 * @param retries how often a worker left it without a word
 * @param isIgnored whether it will never be handed out: it was cancelled, or its client has gone
 * @param isQueued whether it stays when its client goes, and is in the persistent queue if there is
 *     one
 */
public record JobLine(String handle, long retries, boolean isIgnored, boolean isQueued) {

  static @Nullable JobLine of(String row) {
    Columns columns = Columns.of(row, 3);
    if (columns == null) {
      return null;
    }
    long[] numbers = columns.numbers();
    return new JobLine(columns.name(), numbers[0], numbers[1] != 0, numbers[2] != 0);
  }
}
