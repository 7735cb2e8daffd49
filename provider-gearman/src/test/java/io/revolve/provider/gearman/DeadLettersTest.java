package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.Order;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters at a real gearmand: through crashes, and with several who read them at once. */
@Tag("once")
class DeadLettersTest extends LinkTest {

  private static Order die(JobLink link, String name) {
    Order order = order(name, Priority.HIGH, Duration.ZERO);
    link.submit(List.of(order));
    bury(link, one(link, name), "why " + name);
    return order;
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  @Test
  void aDeadLetterIsReadByAnotherProcessAsOftenAsItLikes() {
    GearmanServer server = running("--job-retries=1");
    Order order = die(link(server), "die");
    JobLink other = link(server);
    for (int i = 0; i < 5; i++) {
      Job job = other.dead(10).get(0);
      assertEquals(order.id(), job.id());
      assertEquals("die", job.name());
      assertEquals("Queue/1", job.queue());
      assertEquals(TaskState.FAILED, job.state());
      assertEquals(1, job.deliveries());
      assertEquals("die", body(job.parcel()));
      assertTrue(job.outcome() != null && body(job.outcome()).equals("why die"));
      assertEquals(job.id(), other.dead(order.id()).orElseThrow().id());
    }
    assertTrue(other.dead("no-such-job").isEmpty());
    assertEquals(1, jobs(server));
  }

  @Test
  void itIsNoWaitingTaskAndCannotBeCancelled() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order order = die(link, "die");
    assertEquals(List.of(new QueueStatus("Queue/1", 0, 0, 0, 1, false)), link.queues());
    assertEquals(Cancelling.TOO_LATE, link.cancel(order.id(), parcel("out")));
    assertEquals(List.of(), lease(link, 1, Duration.ofMillis(50), "die"));
    assertEquals(1, link.dead(10).size());
  }

  @Test
  void theOldestComeFirstHoweverManyAreRead() {
    GearmanServer first = running();
    GearmanServer second = running();
    JobLink link = link(first, second);
    List<String> died = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      died.add(die(link, "die").id());
      long last = System.currentTimeMillis();
      Until.holds("the clock goes on", () -> System.currentTimeMillis() > last);
    }
    assertTrue(jobs(first) > 0 && jobs(second) > 0, "both servers have some of so many");
    assertEquals(died, ids(link.dead(1000)));
    assertEquals(died.subList(0, 7), ids(link.dead(7)));
    assertEquals(died.subList(0, 70), ids(link.dead(70)));
    assertEquals(died, ids(link(second, first).dead(1000)));
    assertEquals(150, jobs(first) + jobs(second));
  }

  @Test
  void severalWhoReadAtOnceSeeAllOfThem() {
    GearmanServer server = running();
    JobLink link = link(server);
    List<String> died = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      died.add(die(link, "die").id());
    }
    died.sort(null);
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      JobLink reader = link(server);
      readers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int j = 0; j < 10; j++) {
                  assertEquals(died, ids(reader.dead(1000)).stream().sorted().toList());
                }
              }));
    }
    readers.forEach(CompletableFuture::join);
    assertEquals(100, jobs(server), "and none is lost or doubled by that");
  }

  @Test
  void aLetterThatIsHeldForGoodIsSaid() {
    GearmanServer server = running();
    JobLink link = link(GearmanSettings.Mode.BACKGROUND, Duration.ofSeconds(1), server);
    Order order = die(link, "die");
    try (Bare stopped = new Bare(server)) {
      stopped.say(Kind.CAN_DO, grave(server)).grab();
      EngineException held = assertThrows(EngineException.class, () -> link.dead(10));
      assertEquals("somebody who reads dead letters holds on to 1 of them", held.getMessage());
      assertThrows(EngineException.class, () -> link.delete(order.id()));
    }
    Until.holds("it is free again", () -> link.dead(10).size() == 1);
  }

  @Test
  void aLetterThatACrashHasDoubledIsOne() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order order = die(link, "die");
    String grave = grave(server);
    try (Bare crashing = new Bare(server)) {
      // As a reader does, who dies before the first one is ended.
      String[] job = crashing.say(Kind.CAN_DO, grave).grab().split(" ", 4);
      crashing.say(Kind.SUBMIT_JOB_BG, grave, "another-key", job[3].replace(' ', '\0')).hear();
    }
    Until.holds("there are two", () -> jobs(server) == 2);
    assertEquals(List.of(order.id()), ids(link.dead(10)));
    assertEquals(1, jobs(server));
    assertTrue(link.delete(order.id()));
    assertFalse(link.delete(order.id()));
    assertEquals(0, jobs(server));
  }

  @Test
  void aDoubledLetterIsReplayedOnce() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order order = die(link, "die");
    try (Bare client = new Bare(server)) {
      String[] job = client.say(Kind.CAN_DO, grave(server)).grab().split(" ", 4);
      client.say(Kind.SUBMIT_JOB_BG, job[1], "another-key", job[3].replace(' ', '\0')).hear();
    }
    Until.holds("there are two", () -> jobs(server) == 2);
    assertTrue(link.replay(order.id(), parcel("mended")));
    assertFalse(link.replay(order.id(), parcel("mended")));
    Lease lease = one(link, "die");
    assertEquals(order.id(), lease.id());
    assertEquals(1, lease.delivery());
    assertEquals("mended", body(lease.parcel()));
    finish(link, lease);
    assertEquals(List.of(), link.dead(10));
    assertEquals(List.of(), lease(link, 1, Duration.ofMillis(50), "die"));
  }

  @Test
  void aReplayedTaskHasItsPriorityAgain() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order dead = die(link, "die");
    link.submit(List.of(order("die")));
    assertTrue(link.replay(dead.id(), parcel("mended")));
    assertEquals(dead.id(), one(link, "die").id());
  }

  @Test
  void whatFailsAgainIsBuriedAgain() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order order = die(link, "die");
    for (int i = 0; i < 3; i++) {
      assertTrue(link.replay(order.id(), parcel("mended " + i)));
      bury(link, one(link, "die"), "still " + i);
      Job job = link.dead(10).get(0);
      assertEquals("mended " + i, body(job.parcel()));
      assertTrue(job.outcome() != null && body(job.outcome()).equals("still " + i));
    }
    assertEquals(1, jobs(server));
  }

  @Test
  void theyOutliveTheServer(@TempDir Path folder) {
    GearmanServer server = keep(GearmanServer.durable(folder));
    JobLink link = link(server);
    Order kept = die(link, "kept");
    Order deleted = die(link, "deleted");
    link.dead(10);
    assertTrue(link.delete(deleted.id()));
    server.kill();
    server.start();
    JobLink after = link(server);
    assertEquals(List.of(kept.id()), ids(after.dead(10)));
    assertTrue(after.replay(kept.id(), parcel("mended")));
    assertEquals(kept.id(), one(after, "kept").id());
  }

  @Test
  void theServerForgetsTheirFunctions() {
    GearmanServer server = running();
    JobLink link = link(server);
    for (int i = 0; i < 20; i++) {
      assertTrue(link.delete(die(link, "die").id()));
    }
    try (Admin admin = admin(server)) {
      // Each look drops those on which nobody works any more: of the last one that may be the next.
      Until.holds(
          "the server knows none of their functions",
          () ->
              link.dead(10).isEmpty()
                  && admin.status().stream().noneMatch(each -> each.function().contains("!dead!")));
    }
  }

  @Test
  void jobsOfOthersInSuchAFunctionArePassedOver() {
    GearmanServer server = running();
    JobLink link = link(server);
    Order order = die(link, "die");
    try (Bare client = new Bare(server)) {
      client.submit("%54est%201!dead!q!1!x", "somebody's");
      client.submit("%54est%201!dead!q!no-time!x", "somebody's");
      client.submit("other!dead!q!1!x", "somebody's");
    }
    assertEquals(List.of(order.id()), ids(link.dead(10)));
    assertEquals(4, jobs(server));
  }

  @Test
  void whatNobodyCanReadIsKeptAsItCame() {
    GearmanServer server = running();
    JobLink link = link(server);
    try (Bare client = new Bare(server)) {
      client.submit("Test+1/Queue%2F1/die", "somebody's ~1 + key");
    }
    Lease lease = one(link, "die");
    bury(link, lease, "unreadable");
    Job job = link.dead(10).get(0);
    assertEquals(lease.id(), job.id());
    assertArrayEquals(bytes("data"), job.parcel().body());
    assertTrue(link.delete(lease.id()));
  }
}
