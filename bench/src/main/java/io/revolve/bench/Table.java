package io.revolve.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of the result, as a table in Markdown. */
public final class Table {
  private final List<String> rows = new ArrayList<>();

  /** A row with a ratio, and the target it should meet. */
  public void row(
      String measure, int workers, String unit, double base, double ours, Target target) {
    double ratio = ours / base;
    rows.add(
        String.join(
            " | ",
            "| " + measure,
            String.valueOf(workers),
            number(base) + " " + unit,
            number(ours) + " " + unit,
            number(ratio),
            target.text(),
            target.verdict(ratio) + " |"));
  }

  /** A row with one figure. */
  public void row(String measure, String ours, String target, boolean met) {
    rows.add(
        String.join(
            " | ", "| " + measure, "", "", ours, "", target, (met ? "met" : "MISSED") + " |"));
  }

  /** Prints them all. */
  public void print() {
    System.out.println("| measure | workers | baseline | Revolve | ratio | target | |");
    System.out.println("|---|---:|---:|---:|---:|---|---|");
    rows.forEach(System.out::println);
  }

  /** Three digits that count, and no more. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3g";
    return String.format(Locale.ROOT, format, value);
  }
}
