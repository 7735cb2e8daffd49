package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.revolve.api.Client;
import io.revolve.api.LeaseLostException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Capability;
import io.revolve.spi.Held;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules R1.7 to R1.10: a worker has a task as long as it renews its lease, and no longer. */
public abstract class LeaseContract extends Contract {

  private static final String SHORT = "PT0.6S";

  private boolean leases() {
    JobLink link = room.jobLink();
    return declared(Capability.LEASES, () -> link.extend(List.of(), Duration.ofSeconds(1)));
  }

  @Test
  void r1_7_taskOfAKilledWorkerRunsOnceMoreAfterItsLease() {
    if (!leases()) {
      return;
    }
    AtomicBoolean dead = new AtomicBoolean(true);
    Room doomed = room.through(Links.jobs(link -> new Abandoning(link, dead::get)));
    Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    Gate gate = new Gate();
    Worker killed = doomed.worker("lease", SHORT, "concurrency", 1);
    killed
        .handle(
            "survive",
            task -> {
              attempts.add(task.attempt());
              gate.passDeaf();
              return "from the dead";
            })
        .start();
    Client client = room.client();
    Task task = room.task("survive");
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "the doomed worker starts", () -> attempts.size() == 1);
    killed.stop();
    room.worker("lease", SHORT)
        .handle(
            "survive",
            running -> {
              attempts.add(running.attempt());
              return "alive";
            })
        .start();
    Room.read(client, "the task ends", heard::hasEnded);
    gate.open();
    run(client, room.task("survive"));
    assertEquals(List.of(1, 2, 1), List.copyOf(attempts), "of this task, and of one more");
    assertEquals("alive", task.result(String.class));
    assertEquals(
        List.of("started", "retrying", "started", "completed"), heard.events(), "all events");
  }

  @Test
  void r1_8_taskLongerThanTenLeasesRunsOnce() {
    runsOnce("PT1S", Duration.ofMillis(10_200));
  }

  @Test
  @Tag("long")
  void r1_8_taskOfAMinuteOnALeaseOfTwoSecondsRunsOnce() {
    runsOnce("PT2S", Duration.ofMinutes(1));
  }

  private void runsOnce(String lease, Duration length) {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      room.worker("lease", lease)
          .handle(
              "long",
              task -> {
                runs.incrementAndGet();
                return Until.passes(length);
              })
          .start();
    }
    Task task = room.task("long");
    Heard heard = Heard.of(task);
    Client client = room.client();
    client.handle(task);
    Until.passes(length);
    Room.read(client, "the long task ends", heard::hasEnded);
    assertEquals(1, runs.get());
    assertEquals(List.of("started", "completed"), heard.events());
    assertEquals(true, task.result(Boolean.class), "was never interrupted");
  }

  @Test
  void r1_9_workerThatLostItsLeaseIsFenced() {
    if (!leases()) {
      return;
    }
    // The heartbeat hangs, as in a long pause; what the worker does afterwards goes through.
    Gate thaw = new Gate();
    Room frozen =
        room.through(
            Links.jobs(
                link ->
                    new PassingJobs(link) {
                      @Override
                      public List<Held> extend(List<Lease> leases, Duration lease) {
                        thaw.passDeaf();
                        return super.extend(leases, lease);
                      }
                    }));
    AtomicInteger runs = new AtomicInteger();
    AtomicBoolean refused = new AtomicBoolean();
    Gate taken = new Gate();
    Worker sleeper = frozen.worker("lease", SHORT, "concurrency", 1);
    sleeper
        .handle(
            "pause",
            task -> {
              runs.incrementAndGet();
              task.write("said", "early");
              taken.passDeaf();
              try {
                task.write("said", "late");
              } catch (LeaseLostException fenced) {
                refused.set(true);
              }
              return "sleeper";
            })
        .start();
    Client client = room.client();
    Task task = room.task("pause", "attempts", 3);
    Heard heard = Heard.of(task, "said");
    client.handle(task);
    Room.read(client, "the sleeper says something", () -> heard.texts("said").size() == 1);
    room.worker("lease", SHORT)
        .handle(
            "pause",
            running -> {
              runs.incrementAndGet();
              running.write("said", "instead");
              return "waker";
            })
        .start();
    Room.read(client, "the task ends elsewhere", heard::hasEnded);
    taken.open();
    thaw.open();
    Until.holds("the sleeper learns that it lost", () -> sleeper.stats().lost() == 1);
    run(client, room.task("pause"));
    assertEquals(List.of("early", "instead"), heard.texts("said"));
    assertEquals(List.of("completed"), heard.endings());
    assertEquals("waker", task.result(String.class));
    // It learns of its loss by the clock too, maybe before its callback goes on.
    Until.holds("a write after the loss is refused", refused::get);
    assertEquals(3, runs.get(), "runs of this task and of one more");
  }

  @Test
  void r1_10_taskSeesThatItsLeaseIsLost() {
    if (!leases()) {
      return;
    }
    AtomicBoolean dead = new AtomicBoolean(true);
    Room doomed = room.through(Links.jobs(link -> new Abandoning(link, dead::get)));
    AtomicBoolean saw = new AtomicBoolean();
    doomed
        .worker("lease", SHORT, "concurrency", 1)
        .handle(
            "watch",
            task -> {
              saw.compareAndSet(false, Until.within(Until.BOUND, task::isCancelled));
              dead.set(false);
              return null;
            })
        .start();
    Task task = room.task("watch", "attempts", 3);
    Client client = room.client();
    client.handle(task);
    Until.holds("isCancelled() turns true", saw::get);
    assertFalse(dead.get());
  }
}
