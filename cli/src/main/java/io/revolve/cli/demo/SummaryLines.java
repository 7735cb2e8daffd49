package io.revolve.cli.demo;

import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary as lines. */
final class SummaryLines {

  private static final int BAR = 30;

  private SummaryLines() {}

  static List<String> of(Summary summary, boolean fast, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    Table table = new Table("Summary", "", "");
    row(table, "tasks", summary.tasks(), "");
    row(table, "completed", summary.completed(), "");
    row(table, "retried", summary.retries(), "failed on purpose, then completed");
    row(table, "cancelled", summary.cancelled(), "by the client, while it ran");
    row(table, "failed", summary.failed(), "");
    row(table, "events heard", summary.events(), "by the client, in order");
    row(table, "files read", summary.files(), "");
    row(table, "words counted", summary.words(), check(summary, style));
    table.row("time", Columns.fitRight(Figures.time(summary.time()), 10), time(summary, fast));
    lines.addAll(table.lines(style, 0));
    lines.add("");
    lines.addAll(top(summary.top(), style));
    return lines;
  }

  private static void row(Table table, String what, long many, String remark) {
    table.row(what, Columns.fitRight(Figures.number(many), 10), remark);
  }

  private static String check(Summary summary, Style style) {
    return summary.words() == summary.plainWords()
        ? style.green("as many as one thread counts")
        : style.red("but one thread counts " + Figures.number(summary.plainWords()));
  }

  /** Honest about what was waiting and what was work. */
  private static String time(Summary summary, boolean fast) {
    if (fast) {
      return "one thread without tasks: " + Figures.time(summary.plainTime());
    }
    double atOnce = (double) summary.work().toMillis() / Math.max(1, summary.time().toMillis());
    return String.format(
        Locale.ROOT,
        "one after another %s, %.1f times as long; paced",
        Figures.time(summary.work()),
        atOnce);
  }

  private static List<String> top(Map<String, Integer> top, Style style) {
    List<String> lines = new ArrayList<>();
    int most = top.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    top.forEach(
        (word, count) -> {
          int length = Math.max(1, count * BAR / most);
          lines.add(
              "  "
                  + Columns.fit(Columns.clean(word), 18)
                  + " "
                  + style.cyan(style.sign("■", "#").repeat(length))
                  + " "
                  + Figures.number(count));
        });
    return lines;
  }
}
