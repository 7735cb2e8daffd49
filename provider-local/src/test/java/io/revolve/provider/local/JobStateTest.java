package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.order;
import static io.revolve.provider.local.Engine.parcel;
import static io.revolve.provider.local.Engine.text;
import static io.revolve.provider.local.Engine.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Job;
import io.revolve.spi.Lease;
import io.revolve.spi.Order;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobStateTest {
  private final Engine engine = new Engine();

  @Test
  void anIdIsTakenOnce() throws Exception {
    Submission refused = new Submission(false, "1");
    List<Submission> twice = engine.jobs.submit(List.of(order("1"), order("1")));
    assertEquals(List.of(new Submission(true, "1"), refused), twice);
    engine.finish(engine.take());
    assertEquals(List.of(refused), engine.jobs.submit(List.of(order("1"))));
    assertEquals(List.of(), engine.take(ANY, 1));
  }

  @Test
  void aKeyIsHeldUntilTheEnd() throws Exception {
    engine.jobs.submit(List.of(unique("1", "key")));
    Submission held = new Submission(false, "1");
    assertEquals(List.of(held), engine.jobs.submit(List.of(unique("2", "key"))));
    Lease lease = engine.take();
    assertEquals(List.of(held), engine.jobs.submit(List.of(unique("2", "key"))));
    engine.finish(lease);
    assertTrue(engine.jobs.submit(List.of(unique("2", "key"))).get(0).accepted());
    engine.jobs.cancel("2", parcel("end"));
    assertTrue(engine.jobs.submit(List.of(unique("3", "key"))).get(0).accepted());
  }

  @Test
  void aDeadLetterGivesItsKeyAwayAndNeedsItForItsReplay() throws Exception {
    engine.jobs.submit(List.of(unique("1", "key")));
    engine.bury(engine.take());
    engine.jobs.submit(List.of(unique("2", "key")));
    assertFalse(engine.jobs.replay("1", parcel("again")));
    assertEquals(TaskState.FAILED, engine.state("1"));
    engine.finish(engine.take());
    assertTrue(engine.jobs.replay("1", parcel("again")));
    assertFalse(engine.jobs.submit(List.of(unique("3", "key"))).get(0).accepted());
  }

  @Test
  void waitingJobsOfEveryKindAreCancelledForGood() throws Exception {
    engine.jobs.submit(List.of(order("late", "work", "q", Priority.NORMAL, LONG)));
    engine.submit("retried");
    engine.release(engine.take(), LONG, true);
    engine.submit("first", "middle", "last");
    for (String id : List.of("middle", "first", "late", "retried", "last")) {
      assertEquals(Cancelling.ENDED, engine.jobs.cancel(id, parcel("end")), id);
      assertEquals(Cancelling.TOO_LATE, engine.jobs.cancel(id, parcel("end")), id);
      Job job = engine.jobs.find(List.of(id)).get(0).orElseThrow();
      assertEquals(TaskState.CANCELLED, job.state());
      assertEquals("end", text(job.outcome()));
    }
    assertEquals(List.of(), engine.take(ANY, 10));
    assertEquals(new QueueStatus("q", 0, 0, 0, 0, false), engine.jobs.queues().get(0));
    assertEquals(Cancelling.TOO_LATE, engine.jobs.cancel("never", parcel("end")));
  }

  @Test
  void onlySoManyEndedJobsAreKeptTheNewest() throws Exception {
    LocalJobLink few = engine.jobs(3);
    for (int i = 0; i < 10; i++) {
      engine.submit("job" + i);
      Lease lease = few.lease(ANY, 1, LONG).get(0);
      few.settle(List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("end"), LONG)));
    }
    assertEquals(
        List.of("job7", "job8", "job9"), engine.jobs.list(10).stream().map(Job::id).toList());
  }

  @Test
  void anOutcomeIsForgottenAfterItsTime() throws Exception {
    engine.submit("1", "2");
    Lease lease = engine.take();
    Settlement end =
        new Settlement.Finish(lease, TaskState.COMPLETED, parcel("end"), Duration.ZERO);
    engine.jobs.settle(List.of(end));
    assertFalse(engine.isKnown("1"));
    assertEquals(List.of("2"), engine.jobs.list(10).stream().map(Job::id).toList());
    assertTrue(engine.jobs.submit(List.of(order("1"))).get(0).accepted());
  }

  @Test
  void deadLettersAreListedReplayedAndDeleted() throws Exception {
    engine.submit("1", "2", "3");
    for (int i = 0; i < 3; i++) {
      engine.bury(engine.take());
    }
    assertEquals(List.of("1", "2"), engine.jobs.dead(2).stream().map(Job::id).toList());
    assertEquals("dead", text(engine.jobs.dead(1).get(0).outcome()));
    assertEquals(3, engine.jobs.queues().get(0).dead());
    assertTrue(engine.jobs.delete("1"));
    assertFalse(engine.jobs.delete("1"));
    assertFalse(engine.isKnown("1"));
    assertTrue(engine.jobs.replay("3", parcel("again")));
    assertFalse(engine.jobs.replay("3", parcel("again")));
    assertFalse(engine.jobs.delete("3"));
    assertEquals(List.of("2"), engine.jobs.dead(9).stream().map(Job::id).toList());
    assertEquals(List.of("3"), engine.take(ANY, 10));
  }

  @Test
  void queuesAreCountedAndPaused() throws Exception {
    engine.submit("1", "2", "3");
    engine.jobs.submit(List.of(order("4", "work", "q", Priority.LOW, LONG)));
    engine.take();
    engine.jobs.pause("q", true);
    assertEquals(List.of(new QueueStatus("q", 2, 1, 1, 0, true)), engine.jobs.queues());
    assertEquals(List.of(), engine.take(ANY, 10));
    assertEquals(Set.of("2", "3", "4"), Set.copyOf(engine.jobs.waiting("q", 10)));
    assertEquals(2, engine.jobs.waiting("q", 2).size());
    engine.jobs.pause("q", false);
    assertEquals(List.of("2", "3"), engine.take(ANY, 10));
  }

  @Test
  void theNewestJobsAreListedOldestFirst() throws Exception {
    for (int i = 0; i < 100; i++) {
      engine.submit("job" + i);
    }
    engine.release(engine.take(), LONG, true);
    assertEquals(List.of("job98", "job99"), engine.jobs.list(2).stream().map(Job::id).toList());
    assertEquals("job0", engine.jobs.list(100).get(0).id());
  }

  @Test
  void aClosedLinkSaysSo() {
    engine.jobs.close();
    engine.jobs.close();
    List<Order> orders = List.of(order("1"));
    assertThrows(EngineException.class, () -> engine.jobs.submit(orders));
  }
}
