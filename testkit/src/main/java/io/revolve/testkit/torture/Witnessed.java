package io.revolve.testkit.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the witnesses of all workers have written.
 *
 * @param runs of each task, in the order in which they began
 * @param stalls of each process
 */
record Witnessed(Map<Integer, List<Run>> runs, Map<Long, List<Span>> stalls) {

  /** Reads all files of a folder; a line that a kill has cut short counts as not written. */
  static Witnessed read(Path folder) {
    Witnessed all = new Witnessed(new TreeMap<>(), new HashMap<>());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.add(Long.parseLong(file.getFileName().toString()), Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.runs.values().forEach(each -> each.sort(Comparator.comparingLong(Run::began)));
    return all;
  }

  private void add(long pid, List<String> lines) {
    Set<String> ended = new HashSet<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length == 4 && words[0].equals(Witness.ENDED)) {
        ended.add(words[1] + " " + words[2]);
      }
    }
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length < 4) {
        continue;
      }
      if (words[0].equals(Witness.BEGUN)) {
        int task = Integer.parseInt(words[1]);
        boolean hasEnded = ended.contains(words[1] + " " + words[2]);
        Run run =
            new Run(task, Integer.parseInt(words[2]), pid, Long.parseLong(words[3]), hasEnded);
        runs.computeIfAbsent(task, key -> new ArrayList<>()).add(run);
      } else if (words[0].equals(Witness.STALLED)) {
        Span stall = new Span(Long.parseLong(words[1]), Long.parseLong(words[2]));
        stalls.computeIfAbsent(pid, key -> new ArrayList<>()).add(stall);
      }
    }
  }

  List<Run> of(int task) {
    return runs.getOrDefault(task, List.of());
  }
}
