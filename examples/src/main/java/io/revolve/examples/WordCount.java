package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Batch;
import io.revolve.api.Client;
import io.revolve.api.Worker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * Counts the words of all texts in a folder, each file by a task of its own, and prints the most
 * frequent ones. Without a folder it reads this repository.
 *
 * <pre>
 *    812  string
 *    640  java
 *    ...
 * 28117 words, 4021 different ones, in 173 files
 * </pre>
 */
public final class WordCount {
  private WordCount() {}

  /** Runs the example. */
  public static void main(String[] args) {
    Choice choice = Choice.of(args);

    try (Make make = new Make();
        Worker worker = make.worker(choice.engine());
        Client client = make.client(choice.engine())) {
      worker
          .handle(
              "count-words",
              running -> Counts.of(Path.of(Objects.requireNonNull(running.payload(String.class)))))
          .start();

      List<String> files = TextFiles.under(Home.orGiven(choice));
      Batch<Counts> batch =
          client
              .batch("count-words", files, Counts.class)
              .onError(failed -> System.out.println("left out " + failed.input()));
      Counts all = batch.reduce(new Counts(new HashMap<>()), Counts::plus);

      all.top(15).forEach(e -> System.out.printf("%7d  %s%n", e.getValue(), e.getKey()));
      System.out.printf(
          "%d words, %d different ones, in %d files%n",
          all.total(), all.words().size(), files.size());
    }
  }
}
