package io.revolve.bench.redis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rounds of all showed, by peer and measure. */
final class Figures {
  private final Map<Peer, Map<String, List<Double>>> all = new EnumMap<>(Peer.class);

  void add(Peer peer, String measure, Map<String, Double> answer, String key) {
    Double figure = answer.get(key);
    if (figure == null) {
      throw new IllegalStateException(peer.title + " gave no " + key + " for " + measure);
    }
    add(peer, measure, figure);
  }

  void add(Peer peer, String measure, double figure) {
    all.computeIfAbsent(peer, unused -> new HashMap<>())
        .computeIfAbsent(measure, unused -> new ArrayList<>())
        .add(figure);
    System.err.printf(Locale.ROOT, "  %-16s %-24s %,14.1f%n", peer.title, measure, figure);
  }

  double median(Peer peer, String measure) {
    List<Double> figures = all.getOrDefault(peer, Map.of()).getOrDefault(measure, List.of());
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalStateException(peer.title + " has no " + measure);
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
