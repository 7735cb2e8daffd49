package io.revolve.provider.gearman;

import io.revolve.ConfigFile;
import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Threads in a JVM of their own that share one client. The JVM has to end by itself. */
final class ThreadsMain {
  private static final int THREADS = 8;

  private ThreadsMain() {}

  /**
   * Hands over tasks from all threads, waits for each result, and says what came of it.
   *
   * @param arguments the file of the client's config, and how many tasks
   */
  public static void main(String... arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[1]);
    Set<Thread> before = threads();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger right = new AtomicInteger();
    try (Make make = new Make();
        Client client = make.client(ConfigFile.read(Path.of(arguments[0])))) {
      ChildJvm.ready();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    if (isEchoed(make, client, n)) {
                      right.incrementAndGet();
                    }
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println(right.get() + " of " + count);
    Until.within(Duration.ofSeconds(5), () -> left(before).isEmpty());
    System.out.println("threads left: " + left(before));
  }

  private static boolean isEchoed(Make make, Client client, int number) {
    try {
      var task = make.task(Map.of("name", "echo", "payload", number));
      return client.submit(task, Integer.class).get(1, TimeUnit.MINUTES) == number;
    } catch (Exception e) {
      System.out.println(number + ": " + e);
      return false;
    }
  }

  private static List<String> left(Set<Thread> before) {
    Set<Thread> now = threads();
    now.removeAll(before);
    return now.stream().map(Thread::getName).toList();
  }

  /** Without those of the JVM itself. */
  private static Set<Thread> threads() {
    ThreadGroup own = Thread.currentThread().getThreadGroup();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() == own)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
