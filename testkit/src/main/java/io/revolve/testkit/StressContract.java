package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Message;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.spi.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rule R1.11: all of it at once, with everything counted. */
@ResourceLock(Contract.SHARED) // Measures memory.
public abstract class StressContract extends Contract {

  private static final int EVENTS = 3;
  private static final int CHUNK = 500;

  @Test
  void r1_11_fiveThousandTasksEndOnceWithAllTheirEvents() {
    stress(5_000);
  }

  @Test
  @Tag("long")
  void r1_11_hundredThousandTasksEndOnceWithAllTheirEvents() {
    stress(100_000);
  }

  private void stress(int count) {
    long before = Heap.used();
    work(count);
    long after = Heap.used();
    assertTrue(
        after - before < 32L << 20, "memory is back: from " + before + " to " + after + " bytes");
  }

  /** A method of its own: what it has in its frame is out of use when it returns. */
  private void work(int count) {
    boolean cancels = room.has(Capability.CANCEL);
    try (Room here = new Room(fixture())) {
      for (int i = 0; i < 8; i++) {
        here.worker("concurrency", 2).handle("stress", StressContract::work).start();
      }
      Client client = here.client();
      Random random = new Random(20_260_103);
      List<Tally> tallies = new ArrayList<>(count);
      for (int done = 0; done < count; done += CHUNK) {
        List<Task> tasks = new ArrayList<>(CHUNK);
        for (int i = 0; i < CHUNK; i++) {
          Task task =
              here.task(
                  "stress", "payload", random.nextInt(100), "attempts", 2, "backoff", "PT0.01S");
          tallies.add(new Tally(task));
          tasks.add(task);
        }
        client.handleAll(tasks);
        for (Task task : tasks) {
          if (cancels && random.nextInt(20) == 0) {
            task.cancel();
          }
        }
        List<Tally> chunk = tallies.subList(done, done + CHUNK);
        // The chunks overlap by half, so that there is always something to do.
        Room.read(client, "half of " + done, () -> ended(chunk) >= CHUNK / 2);
      }
      Room.read(client, "all end", () -> ended(tallies) == count);
      client.read();
      tallies.forEach(Tally::check);
    }
  }

  private static long ended(List<Tally> tallies) {
    return tallies.stream().filter(tally -> tally.endings > 0).count();
  }

  /** By the payload: three in a hundred always fail, twelve more at their first attempt. */
  private static Object work(RunningTask task) {
    Integer luck = task.payload(Integer.class);
    for (int i = 0; i < EVENTS; i++) {
      task.write("step", i);
    }
    if (luck == null || luck < 3 || (luck < 15 && task.attempt() == 1)) {
      throw new IllegalStateException("out of luck");
    }
    return luck;
  }

  /** What one task's listeners heard, in numbers. Used by the reading thread alone. */
  private static final class Tally {
    private final Task task;
    private int endings;
    private int attempt;
    private int step = EVENTS;
    private String wrong = "";

    Tally(Task task) {
      this.task = task;
      Events.RESERVED.forEach(event -> task.addListener(event, this::reserved));
      task.addListener("step", this::step);
    }

    private void reserved(Message message) {
      if (endings > 0) {
        wrong += message.event() + " after the end; ";
      }
      if (Events.isTerminal(message.event())) {
        endings++;
      } else if (message.event().equals(Events.STARTED)) {
        attempt = message.attempt();
        step = 0;
      } else if (!message.event().equals(Events.RETRYING)) {
        wrong += message + "; ";
      }
      if (message.event().equals(Events.COMPLETED) && step != EVENTS) {
        wrong += "completed after " + step + " steps; ";
      }
    }

    private void step(Message message) {
      if (endings > 0 || message.attempt() != attempt || !message.toString().equals("" + step)) {
        wrong += "step " + message + " instead of " + step + "; ";
      }
      step++;
    }

    void check() {
      assertEquals("", wrong, () -> "task " + task.id());
      assertEquals(1, endings, () -> "terminal events of task " + task.id());
    }
  }
}
