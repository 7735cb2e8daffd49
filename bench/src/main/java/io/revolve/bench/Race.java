package io.revolve.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Contenders take turns, round by round, so that a slow moment of the machine hits them all. */
final class Race {
  private final List<Contender> contenders;
  private final List<Round> rounds;
  private final List<List<Sample>> samples = new ArrayList<>();

  /**
   * A race that was not run yet.
   *
   * @param contenders who runs, in this order
   * @param rounds how each is driven, at the same place
   */
  Race(List<Contender> contenders, List<Round> rounds) {
    this.contenders = contenders;
    this.rounds = rounds;
  }

  /** Runs so many rounds that count, after some that only warm up. */
  List<Sample> run(int warm, int counted) throws InterruptedException {
    contenders.forEach(contender -> samples.add(new ArrayList<>()));
    for (int round = 0; round < warm + counted; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Sample sample = rounds.get(i).run(contenders.get(i));
        if (round >= warm) {
          samples.get(i).add(sample);
        }
      }
    }
    return samples.stream().map(Race::medians).toList();
  }

  private static Sample medians(List<Sample> samples) {
    return new Sample(
        median(samples, Sample::perSecond),
        median(samples, Sample::cpu),
        median(samples, Sample::bytes),
        median(samples, Sample::median),
        median(samples, Sample::p99));
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
