package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.order;
import static io.revolve.provider.local.Engine.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Priority;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobOrderTest {
  private final Engine engine = new Engine();

  @Test
  void firstInFirstOutAcrossNames() throws Exception {
    for (int i = 0; i < 6; i++) {
      submit("job" + i, "name" + i % 2, "q", Priority.NORMAL);
    }
    List<String> all = List.of("job0", "job1", "job2", "job3", "job4", "job5");
    assertEquals(all, engine.take(ANY, 10));
  }

  @Test
  void higherPrioritiesGoFirst() throws Exception {
    submit("low", "a", "q", Priority.LOW);
    submit("normal", "b", "q", Priority.NORMAL);
    submit("high", "c", "q", Priority.HIGH);
    submit("high2", "a", "q", Priority.HIGH);
    assertEquals(List.of("high", "high2", "normal", "low"), engine.take(ANY, 10));
  }

  @Test
  void unknownNamesStayForOtherWorkers() throws Exception {
    submit("new", "unknown", "q", Priority.HIGH);
    submit("old", "known", "q", Priority.LOW);
    LeaseRequest some = request(Map.of("q", 1), Set.of("known", "never"), LONG);
    assertEquals(List.of("old"), engine.take(some, 10));
    assertEquals(List.of("new"), engine.take(ANY, 10));
  }

  @Test
  void aRequestSeesNamesThatAppearLater() throws Exception {
    LeaseRequest some = request(Map.of("q", 1, "other", 1), Set.of("b"), LONG);
    assertEquals(List.of(), engine.take(some, 1));
    submit("1", "b", "q", Priority.NORMAL);
    assertEquals(List.of("1"), engine.take(some, 1));
    submit("2", "b", "other", Priority.NORMAL);
    assertEquals(List.of("2"), engine.take(some, 1));
  }

  @Test
  void queuesGetTheirWeightsShare() throws Exception {
    LeaseRequest both = request(Map.of("often", 3, "seldom", 1), null, LONG);
    for (int i = 0; i < 100; i++) {
      submit("o" + i, "work", "often", Priority.NORMAL);
      submit("s" + i, "work", "seldom", Priority.NORMAL);
    }
    int seldom = 0;
    for (int i = 0; i < 40; i++) {
      seldom += engine.take(both, 1).get(0).startsWith("s") ? 1 : 0;
    }
    assertEquals(10, seldom);
    // An empty queue's share goes to the others.
    assertEquals(160, engine.take(both, 1000).size());
  }

  @Test
  void returnedJobsGetTheirPlacesBack() throws Exception {
    engine.submit("1", "2", "3", "4");
    List<Lease> leases = engine.jobs.lease(ANY, 3, LONG);
    for (Lease lease : List.of(leases.get(1), leases.get(2), leases.get(0))) {
      engine.release(lease, Duration.ZERO, false);
    }
    assertEquals(List.of("1", "2", "3", "4"), engine.take(ANY, 10));
  }

  @Test
  void retriedJobsGoBehindWhatWaits() throws Exception {
    engine.submit("1", "2");
    engine.release(engine.take(), Duration.ZERO, true);
    assertEquals(List.of("2", "1"), engine.take(ANY, 10));
  }

  @Test
  void expiredJobsGoFirst() throws Exception {
    engine.submit("1", "2");
    engine.takeAndOversleep();
    assertEquals(List.of("1", "2"), engine.take(ANY, 10));
  }

  @Test
  void namesThatComeAndGoDoNotPileUp() throws Exception {
    submit("waits", "patient", "q", Priority.NORMAL);
    Lease running = engine.take();
    submit("waits2", "patient", "q", Priority.NORMAL);
    LeaseRequest others = request(Map.of("q2", 1), null, LONG);
    for (int i = 0; i < 5000; i++) {
      submit("job" + i, "name" + i, "q2", Priority.NORMAL);
      assertEquals(1, engine.take(others, 1).size());
    }
    int lanes = engine.spaces.enter("test").jobs.lanes.queue("q2").lanes.size();
    assertEquals(true, lanes <= 2000, lanes + " lanes");
    // A lane with waiting jobs stays, and a job of a dropped lane finds its way back.
    engine.release(running, Duration.ZERO, false);
    assertEquals(List.of("waits", "waits2"), engine.take(ANY, 10));
  }

  @Test
  void aJobWhoseLaneWasDroppedComesBack() throws Exception {
    submit("alone", "rare", "q", Priority.NORMAL);
    Lease running = engine.take();
    IntStream.range(0, 3000).forEach(i -> submit("job" + i, "name" + i, "q2", Priority.NORMAL));
    engine.release(running, Duration.ZERO, false);
    LeaseRequest rare = request(Map.of("q", 1), Set.of("rare"), LONG);
    assertEquals(Collections.nCopies(1, "alone"), engine.take(rare, 10));
  }

  private void submit(String id, String name, String queue, Priority priority) {
    engine.jobs.submit(List.of(order(id, name, queue, priority, Duration.ZERO)));
  }
}
