package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Job;
import io.revolve.spi.Lease;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that travel in bundles look as if each stood alone. */
class RedisBundlesTest extends BundleCase {

  @Test
  void theyTravelInBundles() {
    submit(SOME, "a");
    assertEquals(1, bundles(), "else the other tests are about nothing");
    List<Lease> leases = lease(100, LONG);
    assertEquals(ids(0, SOME), ids(leases));
    assertEquals("job a7", text(leases.get(7).parcel()));
    assertTrue(leases.stream().allMatch(lease -> lease.delivery() == 1 && !lease.cancelled()));
    assertEquals(List.of(Settled.DONE), settle(leases.subList(3, 4)));
    assertEquals(all(Settled.DONE, 10), settle(leases.subList(4, 14)));
    assertCounts(0, 9);
    assertEquals(all(Settled.DONE, 3), settle(leases.subList(0, 3)));
    assertEquals(all(Settled.DONE, 6), settle(leases.subList(14, SOME)));
    assertCounts(0, 0);
    assertEquals(1, bundles(), "no reason to dissolve it has come up");
    assertEquals(List.of(), lease(100, LONG));
  }

  @Test
  void singlesBeforeAndBehindStayThere() {
    List<Order> orders = orders(3 * SOME, "a");
    submit(orders.subList(0, 2));
    submit(orders.subList(2, SOME));
    submit(orders.subList(SOME, SOME + 3));
    submit(orders.subList(SOME + 3, 3 * SOME));
    submit(List.of(order("late", "a", KEEP)));
    List<String> expected = new ArrayList<>(ids(0, 3 * SOME));
    expected.add("late");
    assertEquals(expected, ids(lease(100, LONG)));
  }

  @Test
  void namesKeepTheirOrder() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 2 * SOME; i++) {
      orders.add(order("j" + i, i % 2 == 0 ? "a" : "b", KEEP));
    }
    submit(orders);
    assertEquals(0, bundles());
    List<String> handed = new ArrayList<>();
    while (handed.size() < 2 * SOME) {
      handed.addAll(ids(lease(SOME + 5, LONG)));
    }
    assertEquals(ids(0, 2 * SOME), handed);
  }

  @Test
  void namesThatCameOneAfterTheOtherStayBundled() {
    submit(SOME, "a");
    submit(IntStream.range(SOME, 2 * SOME).mapToObj(i -> order("j" + i, "b", KEEP)).toList());
    List<Lease> leases = lease(100, LONG);
    assertEquals(ids(0, 2 * SOME), ids(leases));
    assertEquals(2, bundles());
    assertEquals(all(Settled.DONE, 2 * SOME), settle(leases));
  }

  @Test
  void oneThatIsKnownMakesNoSecond() {
    List<Order> orders = orders(SOME, "a");
    submit(orders.subList(5, 6));
    List<Submission> submissions = link.submit(orders);
    for (int i = 0; i < SOME; i++) {
      assertEquals(new Submission(i != 5, "j" + i), submissions.get(i));
    }
    assertTrue(link.submit(orders).stream().noneMatch(Submission::accepted));
    assertCounts(SOME, 0);
    assertEquals(SOME, lease(100, LONG).size());
  }

  @Test
  void oneThatIsThereTwiceIsThereOnce() {
    List<Order> orders = new ArrayList<>(orders(SOME, "a"));
    orders.add(orders.get(4));
    List<Submission> submissions = link.submit(orders);
    assertFalse(submissions.get(SOME).accepted());
    assertEquals(ids(0, SOME), ids(lease(100, LONG)));
  }

  @Test
  void theirStatusIsKnown() {
    Instant before = Instant.now().minusSeconds(60);
    submit(SOME, "a");
    assertEquals(TaskState.QUEUED, find("j3").state());
    assertEquals(ids(0, SOME), link.waiting("default", 100));
    List<Lease> leases = lease(100, LONG);
    assertEquals(TaskState.RUNNING, find("j3").state());
    assertEquals("kit", find("j3").worker());
    assertEquals(1, find("j3").deliveries());
    settle(leases.subList(2, 6));
    Job ended = find("j3");
    assertEquals(TaskState.COMPLETED, ended.state());
    assertEquals("out j3", text(Optional.ofNullable(ended.outcome()).orElseThrow()));
    assertEquals(1, ended.deliveries());
    assertEquals("a", ended.name());
    assertEquals("default", ended.queue());
    assertTrue(before.isBefore(ended.queuedAt()));
    assertTrue(before.isBefore(Optional.ofNullable(ended.endedAt()).orElseThrow()));
    assertEquals(TaskState.RUNNING, find("j6").state());
    assertEquals(ids(SOME - 7, SOME), link.list(7).stream().map(Job::id).toList());
    assertEquals(1, bundles(), "who asks changes nothing");
  }

  @Test
  void whatHasEndedIsForgotten() {
    submit(SOME, "a");
    submit(List.of(order("single", "a", KEEP)));
    settle(lease(100, LONG));
    assertEquals(SOME + 1, jobs());
    letTheirTimeBeOver();
    submit(List.of(order("next", "a", KEEP)));
    settle(lease(1, LONG));
    assertEquals(0, bundles());
    assertEquals(2, jobs(), "few at a time");
    letTheirTimeBeOver();
    assertEquals(List.of(), lease(1, LONG), "who has nothing to do forgets the rest");
    assertEquals(0, redis.keys("*:jobs").size());
  }

  @Test
  void payloadsOfAnySizeComeBack() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < SOME; i++) {
      byte[] body = new byte[i * i * i];
      Arrays.fill(body, (byte) (i * 13));
      Parcel parcel = Parcel.of(new byte[] {(byte) ('a' + i)}, body);
      orders.add(
          new Order("j" + i, "a", "default", Priority.NORMAL, Duration.ZERO, null, KEEP, parcel));
    }
    submit(orders);
    assertTrue(bundles() > 0);
    assertEquals(Cancelling.ENDED, link.cancel("j0", parcel("dissolves the first")));
    List<Lease> leases = lease(100, LONG);
    for (Lease lease : leases) {
      Parcel sent = orders.get(Integer.parseInt(lease.id().substring(1))).parcel();
      assertArrayEquals(sent.toBytes(), lease.parcel().toBytes());
    }
    assertEquals(SOME - 1, leases.size());
  }
}
