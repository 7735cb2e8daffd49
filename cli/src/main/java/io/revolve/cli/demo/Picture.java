package io.revolve.cli.demo;

import io.revolve.api.TaskState;
import io.revolve.cli.screen.Bar;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Size;
import io.revolve.cli.screen.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demo's screen as lines. A task keeps its line while it runs, so that nothing jumps. */
final class Picture {

  private final Plan plan;
  private final Style style;
  private final List<@Nullable Row> places = new ArrayList<>();

  Picture(Plan plan, Style style) {
    this.plan = plan;
    this.style = style;
  }

  /** What to draw on a terminal of that size. */
  List<String> lines(Board board, Size size) {
    int width = size.columns() - 1;
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Revolve demo")
            + "  words of "
            + Figures.count(plan.files().size(), "file")
            + ", "
            + plan.slots()
            + " tasks at a time, provider local");
    lines.add("");
    lines.add(total(board, width));
    lines.add(" " + marks(board, width - 2));
    lines.add(" " + style.dim(counts(board)));
    lines.add("");
    place(board.rows());
    for (Row row : places) {
      lines.add(row == null ? "" : row(row, width));
    }
    lines.add("");
    int room = Math.max(0, Math.min(8, size.rows() - 1 - lines.size()));
    List<Moment> moments = board.moments();
    for (Moment moment : moments.subList(Math.max(0, moments.size() - room), moments.size())) {
      lines.add(MomentLine.of(moment, style));
    }
    return lines;
  }

  private String total(Board board, int width) {
    String head = " " + style.bold("all ");
    String tail =
        Bar.percent(board.fraction()) + Columns.fitRight(Figures.time(board.time()), 9) + " ";
    return head + Bar.of(board.fraction(), width - Columns.of(head + tail), style) + tail;
  }

  /** One sign for each task. */
  private String marks(Board board, int width) {
    StringBuilder marks = new StringBuilder();
    for (Row row : board.rows()) {
      marks.append(mark(row.state()));
    }
    return Columns.clip(marks.toString(), width);
  }

  private String mark(TaskState state) {
    return switch (state) {
      case RUNNING -> style.cyan(style.sign("◆", ">"));
      case RETRYING -> style.yellow(style.sign("↻", "!"));
      case COMPLETED -> style.green(style.sign("■", "#"));
      case CANCELLED -> style.yellow(style.sign("×", "x"));
      case FAILED -> style.red(style.sign("✗", "X"));
      case CREATED, QUEUED, DELAYED -> style.dim(style.sign("·", "."));
    };
  }

  private static String counts(Board board) {
    return board.ended()
        + " of "
        + Figures.count(board.rows().size(), "task")
        + ", "
        + Figures.count(board.words().words(), "word")
        + ", "
        + Figures.count(board.events(), "event")
        + " heard, "
        + board.retries()
        + " retried, "
        + board.in(TaskState.CANCELLED)
        + " cancelled";
  }

  private void place(List<Row> rows) {
    while (places.size() < plan.slots() + 1) {
      places.add(null);
    }
    places.replaceAll(row -> row != null && row.active() ? row : null);
    for (Row row : rows) {
      int free = places.indexOf(null);
      if (free >= 0 && row.active() && !places.contains(row)) {
        places.set(free, row);
      }
    }
  }

  private String row(Row row, int width) {
    int labelWidth = Math.min(44, Math.max(12, width * 2 / 5));
    String label = Columns.tail(Columns.clean(row.label()), labelWidth, style.sign("…", "~"));
    int barWidth = Math.min(40, Math.max(6, width / 4));
    String run = row.retried() ? style.yellow("run " + row.attempt()) + " " : "";
    return " "
        + mark(row.state())
        + " "
        + Columns.fit(label, labelWidth)
        + " "
        + Bar.of(row.fraction(), barWidth, style)
        + Bar.percent(row.fraction())
        + "  "
        + run
        + style.dim(Columns.clean(row.doing()));
  }
}
