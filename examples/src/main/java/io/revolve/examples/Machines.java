package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Batch;
import io.revolve.api.Client;
import io.revolve.api.Progress;
import io.revolve.examples.MachinesWorker.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Map-reduce over several JVMs, which might as well be several machines that share a folder: three
 * workers count the words of its texts, a file at a time, and this JVM adds them up.
 *
 * <pre>
 * at work: worker 1 (pid 4711), worker 2 (pid 4712), worker 3 (pid 4713)
 * 38 of 372
 * ...
 * 372 of 372
 *    4567  string
 *    ...
 * 28117 words, 4021 different ones, in 372 files
 * worker 1 counted 130 files
 * worker 2 counted 119 files
 * worker 3 counted 123 files
 * </pre>
 */
public final class Machines {
  private static final int WORKERS = 3;

  private Machines() {}

  /** Runs the example. */
  public static void main(String[] args) {
    Choice choice = Choice.of(args).forOtherJvms();
    List<String> files = TextFiles.under(Home.orGiven(choice));

    Counts all = new Counts(new HashMap<>());
    Map<String, Integer> byWorker = new TreeMap<>();
    List<Object> leftOut = new ArrayList<>();
    int counted = 0;

    try (Crew crew = new Crew(WORKERS, MachinesWorker.class, args);
        Make make = new Make();
        Client client = make.client(choice.engine())) {
      System.out.println("at work: " + crew);
      Bar bar = new Bar(Bar.onTerminal());
      Batch<Part> batch =
          client
              .batch("count-file", files, Part.class)
              .onError(failed -> leftOut.add(failed.input()));
      for (Part part : batch.asCompleted()) {
        all.plus(part.counts());
        byWorker.merge(part.worker(), 1, Integer::sum);
        counted++;
        bar.show(new Progress(counted + leftOut.size(), files.size()));
      }
      bar.end();
    }

    leftOut.forEach(file -> System.out.println("left out " + file));
    all.top(15).forEach(e -> System.out.printf("%7d  %s%n", e.getValue(), e.getKey()));
    System.out.printf(
        "%d words, %d different ones, in %d files%n",
        all.total(), all.words().size(), files.size());
    byWorker.forEach((worker, count) -> System.out.printf("%s counted %d files%n", worker, count));
  }
}
