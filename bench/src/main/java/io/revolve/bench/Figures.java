package io.revolve.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rounds of all showed, by contender and measure. Not thread safe. */
public final class Figures {
  private final Map<String, Map<String, List<Double>>> all = new HashMap<>();

  /** Takes one figure of an answer. */
  public void add(String contender, String measure, Map<String, Double> answer, String key) {
    Double figure = answer.get(key);
    if (figure == null) {
      throw new IllegalStateException(contender + " gave no " + key + " for " + measure);
    }
    add(contender, measure, figure);
  }

  /** Takes a figure of one round. */
  public void add(String contender, String measure, double figure) {
    all.computeIfAbsent(contender, unused -> new HashMap<>())
        .computeIfAbsent(measure, unused -> new ArrayList<>())
        .add(figure);
    System.err.printf(Locale.ROOT, "  %-16s %-24s %,14.1f%n", contender, measure, figure);
  }

  /** Whether a contender was measured. */
  public boolean has(String contender) {
    return all.containsKey(contender);
  }

  /** The median of all rounds. */
  public double median(String contender, String measure) {
    List<Double> figures = all.getOrDefault(contender, Map.of()).getOrDefault(measure, List.of());
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalStateException(contender + " has no " + measure);
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
