package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Lease;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever happens to a job of a bundle happens to it alone. */
class RedisDissolvingTest extends BundleCase {

  @Test
  void fewAreCutFromThemInOrder() {
    submit(SOME, "a");
    List<Lease> leases = new ArrayList<>(lease(3, LONG));
    assertEquals(3, leases.size());
    leases.addAll(lease(1, LONG));
    leases.addAll(lease(100, LONG));
    assertEquals(ids(0, SOME), ids(leases));
    assertEquals(all(Settled.DONE, SOME), settle(leases));
    assertCounts(0, 0);
  }

  @Test
  void oneThatWaitsIsCancelled() {
    submit(SOME, "a");
    assertEquals(Cancelling.ENDED, link.cancel("j7", parcel("cancelled")));
    assertEquals(Cancelling.TOO_LATE, link.cancel("j7", parcel("again")));
    assertCounts(SOME - 1, 0);
    assertEquals(TaskState.CANCELLED, find("j7").state());
    assertEquals(TaskState.QUEUED, find("j8").state());
    assertFalse(link.waiting("default", 100).contains("j7"));
    List<String> left = new ArrayList<>(ids(0, SOME));
    left.remove("j7");
    assertEquals(left, link.waiting("default", 100));
    assertEquals(left, ids(lease(100, LONG)));
  }

  @Test
  void oneThatRunsIsCancelled() {
    submit(SOME, "a");
    List<Lease> leases = lease(100, LONG);
    assertEquals(all(Settled.DONE, 5), settle(leases.subList(0, 5)));
    assertEquals(Cancelling.MARKED, link.cancel("j7", parcel("cancelled")));
    assertEquals(Cancelling.TOO_LATE, link.cancel("j2", parcel("cancelled")));
    List<Held> held = link.extend(leases, LONG);
    for (int i = 0; i < SOME; i++) {
      assertEquals(i < 5 ? Held.LOST : i == 7 ? Held.CANCELLED : Held.HELD, held.get(i));
    }
    assertEquals(List.of(Settled.CANCELLED), link.settle(List.of(release(leases.get(7)))));
    assertEquals(all(Settled.DONE, SOME - 5), settle(leases.subList(5, SOME)));
    assertCounts(0, 0);
    assertEquals("out j2", text(Optional.ofNullable(find("j2").outcome()).orElseThrow()));
  }

  @Test
  void aLeaseThatIsOverBringsTheRestBackInOrder() {
    submit(2 * SOME, "a");
    List<Lease> leases = lease(2 * SOME, BRIEF);
    assertEquals(all(Settled.DONE, 5), settle(leases.subList(10, 15)));
    List<String> left = new ArrayList<>(ids(0, 2 * SOME));
    left.removeAll(ids(10, 15));
    List<Lease> again = lease(100, LONG);
    assertEquals(left, ids(again));
    assertTrue(again.stream().allMatch(lease -> lease.delivery() == 2));
    assertEquals(all(Settled.LOST, 10), settle(leases.subList(0, 10)), "fenced");
    assertEquals(all(Held.LOST, 2 * SOME), link.extend(leases, LONG));
    assertEquals(all(Settled.DONE, 2 * SOME - 5), settle(again));
    assertCounts(0, 0);
  }

  @Test
  void anEndThatIsToldTwiceIsNone() {
    submit(SOME, "a");
    List<Lease> leases = lease(100, LONG);
    assertEquals(all(Settled.DONE, 5), settle(leases.subList(5, 10)));
    assertEquals(all(Settled.DONE, 5), settle(leases.subList(5, 10)));
    assertEquals(all(Settled.DONE, 10), settle(leases.subList(3, 13)), "half of them told before");
    assertCounts(0, 10);
    assertEquals(all(Settled.DONE, SOME), settle(leases));
    assertCounts(0, 0);
  }

  @Test
  void theOtherEndsAreAlongside() {
    submit(SOME, "a");
    List<Lease> leases = lease(100, LONG);
    List<Settlement> settlements = new ArrayList<>();
    settlements.add(release(leases.get(0)));
    settlements.add(new Settlement.Bury(leases.get(1), parcel("dead")));
    settlements.add(
        new Settlement.Finish(leases.get(2), TaskState.CANCELLED, parcel("cancelled"), KEEP));
    settlements.add(
        new Settlement.Finish(leases.get(3), TaskState.COMPLETED, parcel("brief"), BRIEF));
    leases.subList(4, SOME).forEach(lease -> settlements.add(finish(lease)));
    assertEquals(all(Settled.DONE, SOME), link.settle(settlements));
    assertCounts(1, 0);
    assertEquals(TaskState.FAILED, find("j1").state());
    assertEquals(TaskState.CANCELLED, find("j2").state());
    assertEquals(TaskState.COMPLETED, find("j4").state());
    assertTrue(link.replay("j1", parcel("replayed")));
    List<Lease> again = lease(100, LONG);
    assertEquals(List.of("j0", "j1"), ids(again));
    assertEquals("released", text(again.get(0).parcel()));
    assertEquals("replayed", text(again.get(1).parcel()));
  }
}
