package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;

/** Rules R3.9, R4.22 and R5.5: what races against a task's end leaves one terminal event. */
public abstract class RaceContract extends Contract {

  private static final int SHORT = 500;
  private static final int LONG = 10_000;
  private static final int AT_ONCE = 50;

  /** Runs tasks of a random length under a microsecond or more, and does something to each. */
  private void race(int count, Consumer<Task> action) {
    Random random = new Random(20_260_101);
    Client client = room.client();
    room.worker("grace", "PT0S")
        .handle(
            "race",
            task -> {
              spin(number(task));
              return "quick";
            })
        .start();
    for (int done = 0; done < count; done += AT_ONCE) {
      List<Task> tasks = new ArrayList<>();
      List<Heard> heard = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        Task task =
            room.task("race", "payload", random.nextInt(300), "attempts", 3, "backoff", "PT0.01S");
        tasks.add(task);
        heard.add(Heard.of(task));
      }
      for (Task task : tasks) {
        client.handle(task);
        spin(random.nextInt(300));
        action.accept(task);
      }
      awaitAll(client, tasks, heard);
      client.read();
      check(client, tasks, heard);
    }
  }

  private void awaitAll(Client client, List<Task> tasks, List<Heard> heard) {
    try {
      Room.read(client, "every task ends", () -> heard.stream().allMatch(Heard::hasEnded));
    } catch (AssertionFailedError hangs) {
      StringBuilder text = new StringBuilder(String.valueOf(hangs.getMessage()));
      for (int i = 0; i < tasks.size(); i++) {
        if (!heard.get(i).hasEnded()) {
          text.append("\n  heard ").append(heard.get(i).events());
          if (room.has(Capability.STATUS)) {
            text.append(", is ").append(client.status(tasks.get(i).id()));
          }
        }
      }
      throw new AssertionFailedError(text.toString(), hangs);
    }
  }

  private static void check(Client client, List<Task> tasks, List<Heard> heard) {
    for (int i = 0; i < tasks.size(); i++) {
      List<String> endings = heard.get(i).endings();
      assertEquals(1, endings.size(), "one terminal event: " + heard.get(i).events());
      List<String> events = heard.get(i).events();
      assertEquals(endings.get(0), events.get(events.size() - 1), "nothing behind the end");
      assertTrue(client.hasCompleted(tasks.get(i)));
      assertEquals(endings.get(0), tasks.get(i).state().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void spin(int micros) {
    long end = System.nanoTime() + micros * 1_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void r3_9_cancelRacesCompletion() {
    if (cancels()) {
      race(SHORT, Task::cancel);
    }
  }

  @Test
  @Tag("long")
  @Timeout(1800) // Some 30 ms each with an engine that runs beside other work.
  void r3_9_cancelRacesCompletionTenThousandTimes() {
    if (cancels()) {
      race(LONG, Task::cancel);
    }
  }

  @Test
  void r4_22_tellRacesCompletion() {
    race(SHORT, task -> task.tell("do", "something"));
  }

  @Test
  @Tag("long")
  @Timeout(1800) // Some 30 ms each with an engine that runs beside other work.
  void r4_22_tellRacesCompletionTenThousandTimes() {
    race(LONG, task -> task.tell("do", "something"));
  }

  @Test
  void r5_5_stopRacesCompletion() throws InterruptedException {
    stopping(SHORT / 4);
  }

  @Test
  @Tag("long")
  @Timeout(1800) // Some 30 ms each with an engine that runs beside other work.
  void r5_5_stopRacesCompletionTenThousandTimes() throws InterruptedException {
    stopping(LONG);
  }

  /** Each time: a few tasks, a worker that is stopped in their midst, and another for the rest. */
  private void stopping(int count) throws InterruptedException {
    Random random = new Random(20_260_102);
    Client client = room.client();
    for (int round = 0; round < count; round++) {
      List<Task> tasks = new ArrayList<>();
      List<Heard> heard = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Task task = room.task("stop", "payload", random.nextInt(300));
        tasks.add(task);
        heard.add(Heard.of(task));
      }
      client.handleAll(tasks);
      Worker first = stopper("PT0S");
      spin(random.nextInt(1_500));
      first.stop();
      assertTrue(first.await(Until.BOUND), "the worker ends");
      try (Worker second = stopper("PT10S")) {
        awaitAll(client, tasks, heard);
        second.stop();
        assertTrue(second.await(Until.BOUND), "the second worker ends");
      }
      first.close();
      client.read(Duration.ofMillis(1));
      check(client, tasks, heard);
    }
  }

  private Worker stopper(String drain) {
    return room.worker("drain", drain, "concurrency", 2)
        .handle(
            "stop",
            task -> {
              spin(number(task));
              return "done";
            })
        .start();
  }
}
