package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.parcel;
import static io.revolve.provider.local.Engine.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.Lease;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobLeaseTest {
  private final Engine engine = new Engine();

  @Test
  void aHolderWhoStoodStillTooLongCannotFinish() throws Exception {
    engine.submit("1");
    Lease late = engine.takeAndOversleep();
    // Nobody has taken the job back yet; it is lost all the same, and waits again.
    assertEquals(Settled.LOST, engine.finish(late));
    assertEquals(TaskState.QUEUED, engine.state("1"));
    Lease next = engine.take();
    assertEquals(2, next.delivery());
    assertEquals(Settled.LOST, engine.finish(late));
    assertEquals(List.of(Held.LOST), engine.jobs.extend(List.of(late), LONG));
    assertEquals(Settled.DONE, engine.finish(next));
    assertEquals(Settled.LOST, engine.finish(next));
  }

  @Test
  void anExpiredLeaseCannotBeExtended() throws Exception {
    engine.submit("1");
    Lease late = engine.takeAndOversleep();
    assertEquals(List.of(Held.LOST), engine.jobs.extend(List.of(late), LONG));
    assertEquals(TaskState.QUEUED, engine.state("1"));
  }

  @Test
  void anExtendedLeaseHolds() throws Exception {
    engine.submit("1", "2");
    Lease first = engine.take();
    Lease second = engine.take();
    engine.jobs.extend(List.of(first), Duration.ofNanos(1));
    assertEquals(List.of(Held.LOST, Held.HELD), engine.jobs.extend(List.of(first, second), LONG));
    assertEquals(List.of("1"), engine.take(ANY, 2));
    assertEquals(Settled.DONE, engine.finish(second));
  }

  @Test
  void aReplayFencesEveryLeaseBeforeIt() throws Exception {
    engine.submit("1");
    Lease first = engine.takeAndOversleep();
    Lease second = engine.take();
    assertEquals(Settled.DONE, engine.bury(second));
    assertTrue(engine.jobs.replay("1", parcel("again")));
    Lease third = engine.take();
    assertEquals(1, third.delivery());
    assertEquals("again", text(third.parcel()));
    assertEquals(Settled.LOST, engine.finish(first));
    assertEquals(Settled.LOST, engine.finish(second));
    assertEquals(Settled.DONE, engine.finish(third));
  }

  @Test
  void aRunningJobIsMarkedAndStaysWithItsHolder() throws Exception {
    engine.submit("1");
    Lease lease = engine.take();
    assertFalse(lease.cancelled());
    assertEquals(Cancelling.MARKED, engine.jobs.cancel("1", parcel("end")));
    assertEquals(List.of(Held.CANCELLED), engine.jobs.extend(List.of(lease), LONG));
    assertEquals(Settled.CANCELLED, engine.release(lease, Duration.ZERO, true));
    assertEquals(TaskState.RUNNING, engine.state("1"));
    Settlement end = new Settlement.Finish(lease, TaskState.CANCELLED, parcel("end"), LONG);
    assertEquals(List.of(Settled.DONE), engine.jobs.settle(List.of(end)));
    assertEquals(TaskState.CANCELLED, engine.state("1"));
  }

  @Test
  void aMarkedJobWhoseHolderDiedIsHandedOnAsCancelled() throws Exception {
    engine.submit("1");
    Lease lost = engine.take();
    engine.jobs.cancel("1", parcel("end"));
    engine.jobs.extend(List.of(lost), Duration.ZERO);
    Lease next = engine.take();
    assertTrue(next.cancelled());
    assertEquals(Settled.DONE, engine.finish(next));
  }

  @Test
  void whatTheHolderPutsBackIsHandedOut() throws Exception {
    engine.submit("1");
    Lease lease = engine.take();
    Settlement back = new Settlement.Release(lease, Duration.ZERO, true, parcel("second"));
    assertEquals(List.of(Settled.DONE), engine.jobs.settle(List.of(back)));
    assertEquals(TaskState.RETRYING, engine.state("1"));
    Lease next = engine.take();
    assertEquals("second", text(next.parcel()));
    assertEquals(2, next.delivery());
  }

  @Test
  void delayedReleasesTellRetriesFromReturns() throws Exception {
    engine.submit("retry", "return");
    engine.release(engine.take(), LONG, true);
    engine.release(engine.take(), LONG, false);
    assertEquals(TaskState.RETRYING, engine.state("retry"));
    assertEquals(TaskState.DELAYED, engine.state("return"));
    assertEquals(List.of(), engine.take(ANY, 2));
    assertEquals(2, engine.jobs.queues().get(0).delayed());
  }

  @Test
  void aRunningJobShowsItsHolder() throws Exception {
    engine.submit("1");
    engine.take();
    Job job = engine.jobs.find(List.of("1")).get(0).orElseThrow();
    assertEquals("worker", job.worker());
    assertEquals(1, job.deliveries());
    assertNotNull(job.queuedAt());
  }

  @Test
  void aLeaseOfAnotherLinksMakingIsLost() {
    Lease foreign = new Lease("1", "work", "q", 1, false, parcel(""), null);
    assertEquals(Settled.LOST, engine.finish(foreign));
  }
}
