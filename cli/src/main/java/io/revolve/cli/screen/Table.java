package io.revolve.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as what is in them. Not thread safe. */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row, with a cell for each heading. */
  public Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /**
   * The lines of the table.
   *
   * @param columns what fits; the widest column gives way, but never below twelve. 0 for no bound
   */
  public List<String> lines(Style style, int columns) {
    int[] widths = widths();
    if (columns > 0) {
      shrink(widths, columns);
    }
    List<String> lines = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (String heading : headings) {
      titles.add(style.bold(heading));
    }
    lines.add(line(titles, widths, style));
    for (List<String> row : rows) {
      lines.add(line(row, widths, style));
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Columns.of(headings.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
      }
    }
    return widths;
  }

  private static void shrink(int[] widths, int columns) {
    int total = (widths.length - 1) * GAP.length();
    for (int width : widths) {
      total += width;
    }
    while (total > columns) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        if (widths[i] > widths[widest]) {
          widest = i;
        }
      }
      if (widths[widest] <= 12) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private static String line(List<String> cells, int[] widths, Style style) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      if (Columns.of(cell) > widths[i]) {
        cell = Columns.clip(cell, widths[i] - 1) + style.sign("…", "~");
      }
      boolean last = i == widths.length - 1;
      line.append(last ? cell : Columns.fit(cell, widths[i]) + GAP);
    }
    return line.toString();
  }
}
