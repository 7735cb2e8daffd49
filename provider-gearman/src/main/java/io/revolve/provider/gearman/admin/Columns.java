package io.revolve.provider.gearman.admin;

import org.jspecify.annotations.Nullable;

/**
 * A row of a list: a name, numbers, and whatever a later server adds, with tabs between them. The
 * server escapes nothing, so a name may have tabs of its own.
 *
 * @param name what the row is about
 * @param numbers what is said of it
 */
record Columns(String name, long[] numbers) {

  /** The columns of a row; null if it has not so many numbers behind a name. */
  static @Nullable Columns of(String row, int count) {
    String[] columns = row.split("\t", -1);
    for (int first = 1; first + count <= columns.length; first++) {
      long[] numbers = numbers(columns, first, count);
      if (numbers != null) {
        int end = 0;
        for (int i = 0; i < first; i++) {
          end += columns[i].length() + 1;
        }
        return new Columns(row.substring(0, end - 1), numbers);
      }
    }
    return null;
  }

  private static long @Nullable [] numbers(String[] columns, int first, int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      String text = columns[first + i];
      if (!text.matches("[0-9]{1,18}")) {
        return null;
      }
      numbers[i] = Long.parseLong(text);
    }
    return numbers;
  }
}
