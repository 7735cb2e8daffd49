package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.provider.process.dispatch.Command;
import io.revolve.provider.process.dispatch.Delivery;
import io.revolve.provider.process.dispatch.DispatcherSettings;
import io.revolve.provider.process.dispatch.Outcome;
import io.revolve.provider.process.dispatch.Output;
import io.revolve.provider.process.dispatch.ProcessDispatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Runs {@code sha256sum} for each text of a folder, four at once, and says which are the same. Then
 * a worker runs a command as a task, whose lines are events. Without a folder it reads this
 * repository.
 *
 * <pre>
 * 97 of 970
 * ...
 * 970 of 970
 * the same: copies/one.txt and one.txt
 * 970 commands in 2.4 s, 0 of them failed
 *   812 README.md
 *  1033 docs/config.md
 *  1845 total
 * the task is done: {"status":0,"started":"...","ended":"..."}
 * </pre>
 */
public final class Commands {
  private static final int AT_ONCE = 4;

  private Commands() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    Path folder = Home.orGiven(choice);
    List<String> files =
        TextFiles.under(folder).stream()
            .map(file -> folder.relativize(Path.of(file)).toString())
            .toList();
    compare(folder, files);
    count(choice, folder, files.subList(0, Math.min(5, files.size())));
  }

  /** By the dispatcher alone: its lines and futures come on this thread, in dispatch(). */
  private static void compare(Path folder, List<String> files) throws InterruptedException {
    long start = System.nanoTime();
    Map<String, List<String>> same = new TreeMap<>();
    List<Outcome> ended = new ArrayList<>();
    Bar bar = new Bar(Bar.onTerminal());
    DispatcherSettings settings = DispatcherSettings.of(AT_ONCE).withDelivery(Delivery.ON_TICK);
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(settings)) {
      for (String file : files) {
        Command command =
            Command.of("sha256sum", "--", file)
                .withFolder(folder)
                .withOutput(
                    Output.lines(
                        line -> {
                          String sum = line.text().split(" ", 2)[0];
                          same.computeIfAbsent(sum, key -> new ArrayList<>()).add(file);
                        }));
        CompletableFuture<Void> unused =
            dispatcher
                .submit(command)
                .future()
                .thenAccept(
                    outcome -> {
                      ended.add(outcome);
                      bar.show(new Progress(ended.size(), files.size()));
                    });
      }
      dispatcher.dispatch(); // until all have ended
    }
    bar.end();
    same.values().stream()
        .filter(names -> names.size() > 1)
        .map(names -> "the same: " + String.join(" and ", names.stream().sorted().toList()))
        .sorted()
        .forEach(System.out::println);
    System.out.printf(
        "%d commands in %.1f s, %d of them failed%n",
        ended.size(),
        (System.nanoTime() - start) / 1e9,
        ended.stream().filter(outcome -> !outcome.isSuccess()).count());
  }

  /** The same as a task, which any engine carries to a worker that allows the program. */
  private static void count(Choice choice, Path folder, List<String> files)
      throws InterruptedException {
    Map<String, Object> config = choice.engineWith("run", Map.of("provider", "process"));
    config.put("commands", Map.of("allow", List.of("wc")));
    try (Make make = new Make();
        Client client = make.client(choice.engine())) {
      make.worker(config).start();

      List<String> words = new ArrayList<>(List.of("wc", "-w", "--"));
      words.addAll(files);
      Task task = make.task(Map.of("command", words, "folder", folder.toString()));
      task.addListener("output", message -> System.out.println(message));
      task.addListener("error", message -> System.out.println("error: " + message));
      task.addListener(
          Events.COMPLETED, message -> System.out.println("the task is done: " + message));
      task.addListener(Events.FAILED, message -> System.out.println("failed: " + message));
      client.handle(task);
      while (!client.hasCompleted(task)) {
        client.read(Duration.ofMillis(200));
      }
    }
  }
}
