package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.spi.Cancelling;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.Order;
import io.revolve.spi.Settled;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling and counting at a real gearmand, with each link as in a process of its own. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
class CancelTest extends LinkTest {
  private static final Duration LATER = Duration.ofSeconds(2);

  private static Cancelling cancel(JobLink link, Order order) {
    return link.cancel(order.id(), parcel("out"));
  }

  private static void nothingRuns(JobLink link) {
    assertEquals(List.of(), lease(link, 9, Duration.ofMillis(100), "work", "other"));
  }

  @Test
  void aTaskIsCancelledThatAnotherHasSubmitted() {
    GearmanServer server = running();
    JobLink client = link(server);
    Order now = order("work", Priority.LOW, Duration.ZERO);
    Order later = order("work", Priority.LOW, Duration.ofHours(1));
    Order kept = order("other");
    client.submit(List.of(now, later, kept));
    JobLink stranger = link(server);
    assertEquals(Cancelling.ENDED, cancel(stranger, now));
    assertEquals(Cancelling.ENDED, cancel(stranger, later));
    assertEquals(Cancelling.TOO_LATE, cancel(stranger, now));
    JobLink worker = link(server);
    assertEquals(kept.id(), one(worker, "other").id());
    nothingRuns(worker);
  }

  @ParameterizedTest
  @EnumSource(GearmanSettings.Mode.class)
  void aTaskThatWasPutBackIsCancelled(GearmanSettings.Mode mode) {
    GearmanServer server = running();
    JobLink client = link(mode, server);
    JobLink worker = link(server);
    Order order = order("work");
    client.submit(List.of(order));
    for (Duration delay : List.of(Duration.ZERO, Duration.ZERO, LATER)) {
      assertEquals(Settled.DONE, release(worker, one(worker, "work"), delay));
    }
    if (mode == GearmanSettings.Mode.BACKGROUND) {
      Until.holds("the server alone has it", () -> jobs(server) == 1);
    }
    assertEquals(Cancelling.ENDED, cancel(client, order));
    assertEquals(List.of(), lease(worker, 1, LATER.plusSeconds(1), "work"));
    assertEquals(Cancelling.TOO_LATE, cancel(client, order));
  }

  @ParameterizedTest
  @EnumSource(GearmanSettings.Mode.class)
  void aTaskThatRunsElsewhereCannotBePutBack(GearmanSettings.Mode mode) {
    GearmanServer server = running();
    JobLink client = link(mode, server);
    JobLink worker = link(server);
    Order order = order("work");
    client.submit(List.of(order));
    Lease lease = one(worker, "work");
    assertEquals(Cancelling.MARKED, cancel(client, order));
    assertEquals(Cancelling.MARKED, cancel(client, order));
    for (Duration delay : List.of(Duration.ZERO, LATER)) {
      assertEquals(Settled.CANCELLED, release(worker, lease, delay));
    }
    assertEquals(Settled.DONE, finish(worker, lease));
    nothingRuns(worker);
    assertEquals(Cancelling.TOO_LATE, cancel(client, order));
  }

  @Test
  void aTaskThatItsWorkerHoldsForAnotherAttemptComesAsCancelled() {
    GearmanServer server = running();
    JobLink client = link(server);
    JobLink worker = link(server);
    Order order = order("work");
    client.submit(List.of(order));
    assertEquals(Settled.DONE, release(worker, one(worker, "work"), Duration.ofMillis(500)));
    assertEquals(Cancelling.MARKED, cancel(client, order));
    Lease again = one(worker, "work");
    assertTrue(again.cancelled());
    assertEquals(2, again.delivery());
    assertEquals(Settled.DONE, finish(worker, again));
  }

  @Test
  void aMarkIsSeenAtAnotherServerToo() {
    GearmanServer first = running();
    GearmanServer second = running();
    JobLink client = link(first, second);
    List<Order> orders = submitToBoth(client, first, second);
    JobLink worker = link(first, second);
    List<Lease> leases = new ArrayList<>();
    while (leases.size() < orders.size()) {
      leases.addAll(lease(worker, 20, HOUR, "work"));
    }
    orders.forEach(order -> assertEquals(Cancelling.MARKED, cancel(client, order)));
    leases.forEach(lease -> assertEquals(Settled.CANCELLED, release(worker, lease, Duration.ZERO)));
  }

  private static List<Order> submitToBoth(JobLink link, GearmanServer one, GearmanServer other) {
    List<Order> orders = new ArrayList<>();
    Until.holds(
        "both servers have some",
        () -> {
          Order order = order("work");
          orders.add(order);
          link.submit(List.of(order));
          return jobs(one) > 0 && jobs(other) > 0;
        });
    return orders;
  }

  @Test
  void oneOfSeveralServersIsAway() {
    GearmanServer first = running();
    GearmanServer second = running();
    JobLink client = link(first, second);
    List<Order> orders = submitToBoth(client, first, second);
    long there = jobs(first);
    second.kill();
    long ended = 0;
    long unknown = 0;
    for (Order order : orders) {
      try {
        assertEquals(Cancelling.ENDED, cancel(client, order));
        ended++;
      } catch (EngineException e) {
        assertTrue(String.valueOf(e.getMessage()).contains(":" + second.port()), e.getMessage());
        unknown++;
      }
    }
    assertEquals(there, ended);
    assertEquals(orders.size() - there, unknown, "what the other has is neither here nor ended");
  }

  @Test
  void whatIsCancelledStaysSoThroughARestart(@TempDir Path folder) {
    GearmanServer server = keep(GearmanServer.durable(folder));
    JobLink client = link(server);
    Order now = order("work");
    Order later = order("work", Priority.NORMAL, LATER);
    Order kept = order("work");
    client.submit(List.of(order("other"), now, kept, later));
    assertEquals(Cancelling.ENDED, cancel(client, now));
    assertEquals(Cancelling.ENDED, cancel(client, later));
    server.kill();
    server.start();
    JobLink worker = link(server);
    assertEquals(kept.id(), one(worker, "work").id());
    assertEquals(List.of(), lease(worker, 1, LATER.plusSeconds(1), "work"));
  }

  @Test
  void aMarkOutlivesTheServer(@TempDir Path folder) {
    GearmanServer server = keep(GearmanServer.durable(folder));
    JobLink client = link(server);
    Order order = order("work");
    client.submit(List.of(order));
    release(client, one(client, "work"), LATER);
    one(client, "work");
    assertEquals(Cancelling.MARKED, cancel(client, order));
    server.kill();
    server.start();
    assertTrue(one(link(server), "work").cancelled(), "it was put back once, and is asked about");
  }

  @Test
  void aServerThatNamesItsJobsAnewIsNotMisunderstood(@TempDir Path folder) {
    GearmanServer server = keep(GearmanServer.durable(folder));
    JobLink client = link(server);
    Order gone = order("work");
    Order kept = order("work");
    client.submit(List.of(gone, kept));
    finish(client, one(client, "work"));
    Until.holds("the first has ended", () -> jobs(server) == 1);
    server.kill();
    server.start(); // The one that is left has the other's handle now.
    JobLink worker = link(server);
    assertEquals(Cancelling.TOO_LATE, cancel(worker, gone));
    assertEquals(kept.id(), one(worker, "work").id());
  }

  @Test
  void whatIsDelayedHoldsUpNothingOfALowPriority() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order low = order("work", Priority.LOW, Duration.ZERO);
    link.submit(List.of(order("work", Priority.NORMAL, Duration.ofHours(1)), low));
    assertEquals(low.id(), one(link, "work").id());
  }

  @Test
  void whatIsDueIsNotHeldUpByWhatComesAllTheTime() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order due = order("work", Priority.NORMAL, Duration.ofMillis(10));
    link.submit(List.of(due));
    List<String> handed = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!handed.contains(due.id()) && System.nanoTime() < end) {
      link.submit(List.of(order("work"), order("work"), order("work")));
      Lease lease = one(link, "work");
      handed.add(lease.id());
      finish(link, lease);
    }
    assertEquals(due.id(), handed.get(handed.size() - 1));
  }

  @Test
  void queuesAreCountedOverAllServersAndThisNamespaceAlone() {
    GearmanServer first = running();
    GearmanServer second = running();
    JobLink link = link(first, second);
    for (int i = 0; i < 10; i++) {
      link.submit(List.of(order("work"), order("other", Priority.LOW, HOUR)));
    }
    try (Bare other = new Bare(first)) {
      other.submit("Test+1@somebody's address", "1");
      other.submit("Test+10/Queue%2F1/work", "2");
      other.submit("work", "3");
      other.submit("Test+1/empty%20queue/work/too/many", "4");
    }
    assertEquals(List.of(new QueueStatus("Queue/1", 10, 10, 0, 0, false)), link.queues());
    one(link, "work");
    assertEquals(List.of(new QueueStatus("Queue/1", 9, 10, 1, 0, false)), link.queues());
  }

  @Test
  void whatWasCancelledIsNotCounted() {
    GearmanServer server = running();
    JobLink link = link(server);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      orders.add(order("work", i < 5 ? Priority.NORMAL : Priority.LOW, Duration.ZERO));
    }
    link.submit(orders);
    orders.forEach(order -> assertEquals(Cancelling.ENDED, cancel(link, order)));
    assertEquals(0, link.queues().get(0).waiting());
    assertEquals(0, jobs(server), "the server has forgotten them");
  }

  @Test
  void aForegroundTaskThatIsDelayedIsCountedByItsClient() {
    GearmanServer server = running();
    JobLink link = link(GearmanSettings.Mode.FOREGROUND, server);
    Order delayed = order("work", Priority.NORMAL, Duration.ofHours(1));
    link.submit(List.of(delayed, order("work")));
    assertEquals(List.of(new QueueStatus("Queue/1", 1, 1, 0, 0, false)), link.queues());
    assertEquals(Cancelling.ENDED, cancel(link, delayed));
    assertEquals(List.of(new QueueStatus("Queue/1", 1, 0, 0, 0, false)), link.queues());
  }

  @Test
  void aForegroundTaskThatIsCancelledIsNotSubmittedAgain() {
    GearmanServer server = running();
    JobLink client = link(GearmanSettings.Mode.FOREGROUND, server);
    Order order = order("work");
    client.submit(List.of(order));
    assertEquals(Cancelling.ENDED, cancel(client, order));
    // The server says that it failed, and what fails so is submitted again after a second.
    assertEquals(List.of(), lease(link(server), 1, LATER, "work"));
  }

  @Test
  void marksDoNotPileUpForEver() {
    GearmanServer server = running();
    JobLink link = link(server);
    try (Bare client = new Bare(server);
        Admin admin = admin(server)) {
      // Marks whose time was over a second ago.
      String past = Long.toString(System.currentTimeMillis() / 1000 - 1);
      for (int i = 0; i < 5; i++) {
        client.say(Kind.SUBMIT_JOB_EPOCH, "Test+1!cancelled", "old-" + i, past, "x").hear();
      }
      Order order = order("work");
      link.submit(List.of(order));
      Lease lease = one(link, "work");
      assertEquals(Cancelling.MARKED, cancel(link, order));
      finish(link, lease);
      // The server hears of the end on another connection than it is asked on.
      List<String> mark = List.of(order.id() + "!");
      Until.holds("only the mark is left", () -> mark.equals(admin.uniqueJobs()));
    }
  }
}
