package io.revolve.testkit.torture;

import io.revolve.ConfigFile;
import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client that hands over tasks evenly, hears them, and says what it heard when all have ended.
 */
public final class TortureClientMain {

  static final String DONE = "all is heard";
  static final String WRONG = "wrong";
  static final String REFUSED = "refused";

  private static final int AT_ONCE = 10;

  /** How long it is listened for what comes after the last end, and should not. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private TortureClientMain() {}

  /**
   * Hands over tasks and hears them.
   *
   * @param arguments the file of the client's config, the first task's number, how many there are,
   *     in how many milliseconds they are handed over, and after how many it is given up
   */
  public static void main(String... arguments) throws InterruptedException {
    Thread parent = new Thread(TortureClientMain::endWithParent, "torture-parent");
    parent.setDaemon(true);
    parent.start();
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    long length = Long.parseLong(arguments[3]);
    long patience = Long.parseLong(arguments[4]);
    try (Make make = new Make();
        Client client = make.client(ConfigFile.read(Path.of(arguments[0])))) {
      ChildJvm.ready();
      List<Tally> tallies = new ArrayList<>(count);
      long begin = System.nanoTime();
      while (tallies.size() < count) {
        List<Task> tasks = new ArrayList<>(AT_ONCE);
        while (tasks.size() < AT_ONCE && tallies.size() < count) {
          int number = first + tallies.size();
          Task task = make.task(Map.of("name", "torture", "payload", number));
          Tally tally = new Tally(number);
          tally.listen(task);
          tallies.add(tally);
          tasks.add(task);
        }
        handOver(client, tasks);
        readUntil(client, begin + length * 1_000_000 / count * tallies.size());
      }
      List<Tally> open = new ArrayList<>(tallies);
      while (!open.isEmpty() && System.nanoTime() - begin < patience * 1_000_000) {
        readUntil(client, System.nanoTime() + 100_000_000);
        open.removeIf(Tally::hasEnded);
      }
      readUntil(client, System.nanoTime() + AFTERWARDS.toNanos());
      tallies.forEach(TortureClientMain::tell);
      System.out.println(DONE);
      ChildJvm.awaitParent();
    }
  }

  /** Until they are accepted: what is handed over again is the same task. */
  private static void handOver(Client client, List<Task> tasks) {
    while (true) {
      try {
        client.handleAll(tasks);
        return;
      } catch (EngineException e) {
        System.out.println(REFUSED + " " + e.getMessage());
      }
    }
  }

  private static void readUntil(Client client, long end) throws InterruptedException {
    int unused = client.read();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      unused = client.read(Duration.ofNanos(left));
    }
  }

  private static void tell(Tally tally) {
    if (!tally.verdict().isEmpty()) {
      System.out.println(WRONG + " " + tally.number() + " " + tally.verdict());
    }
  }

  private static void endWithParent() {
    ChildJvm.awaitParent();
    Runtime.getRuntime().halt(0);
  }
}
