package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Capability;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules R12.1 to R12.9: what the core builds on, asked of the job link itself. */
public abstract class JobLinkContract extends Contract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(400);

  @SuppressWarnings("NullAway.Init")
  private JobLink link;

  @BeforeEach
  final void openLink() {
    link = room.jobLink();
  }

  private static Parcel parcel(String body) {
    return Parcel.of(
        "{\"kit\":1}".getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String body(Parcel parcel) {
    return new String(parcel.body(), StandardCharsets.UTF_8);
  }

  private static Order order(String name, Duration delay) {
    return new Order(
        UUID.randomUUID().toString(),
        name,
        "default",
        Priority.NORMAL,
        delay,
        null,
        HOUR,
        parcel(name));
  }

  private static LeaseRequest request(Duration lease, String... names) {
    return new LeaseRequest("kit", Map.of("default", 1), Set.of(names), lease);
  }

  private List<Lease> lease(Duration lease, int max, Duration wait, String... names) {
    try {
      return link.lease(request(lease, names), max, wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private Lease one(Duration lease, String name) {
    return lease(lease, 1, Until.BOUND, name).get(0);
  }

  private Settled finish(Lease lease) {
    return link.settle(
            List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("out"), HOUR)))
        .get(0);
  }

  @Test
  void r12_1_parcelsComeBackAsTheyWere() {
    for (int size : new int[] {0, 1, 253, 254, 255, 256, 8_192}) {
      byte[] body = new byte[size];
      for (int i = 0; i < size; i++) {
        body[i] = (byte) (i * 7);
      }
      Parcel sent = Parcel.of("{\"h\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8), body);
      String id = UUID.randomUUID().toString();
      link.submit(
          List.of(
              new Order(id, "bytes", "default", Priority.NORMAL, Duration.ZERO, null, HOUR, sent)));
      Lease lease = one(LONG, "bytes");
      assertArrayEquals(sent.header(), lease.parcel().header());
      assertArrayEquals(body, lease.parcel().body());
      assertEquals(Settled.DONE, finish(lease));
    }
  }

  @Test
  void r12_2_eachJobIsHandedOutOnceInTheOrderOfItsSubmission() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      orders.add(order("each", Duration.ZERO));
    }
    List<String> ids = orders.stream().map(Order::id).toList();
    assertEquals(ids, link.submit(orders).stream().map(each -> each.id()).toList());
    assertTrue(
        link.submit(orders.subList(0, 10)).stream().noneMatch(each -> each.accepted()),
        "the same id makes no second job");
    List<String> handed = new ArrayList<>();
    while (handed.size() < 60) {
      List<Lease> leases = lease(LONG, 7, Until.BOUND, "each");
      assertFalse(leases.isEmpty(), "all are handed out");
      assertTrue(leases.size() <= 7);
      for (Lease lease : leases) {
        handed.add(lease.id());
        assertEquals(1, lease.delivery());
        assertEquals(Settled.DONE, finish(lease));
      }
    }
    assertEquals(60, new HashSet<>(handed).size(), "each once");
    assertEquals(ids, handed, "in order");
    assertEquals(List.of(), lease(LONG, 7, Duration.ofMillis(100), "each"));
  }

  @Test
  void r12_3_lostLeaseCannotBeSettledNorExtended() {
    if (!declared(Capability.LEASES, () -> link.extend(List.of(), LONG))) {
      return;
    }
    link.submit(List.of(order("lost", Duration.ZERO)));
    Lease first = one(BRIEF, "lost");
    Lease second = one(LONG, "lost");
    assertEquals(first.id(), second.id());
    assertEquals(2, second.delivery());
    assertEquals(List.of(Held.LOST), link.extend(List.of(first), LONG));
    assertEquals(Settled.LOST, finish(first));
    assertEquals(
        List.of(Settled.LOST),
        link.settle(List.of(new Settlement.Release(first, Duration.ZERO, true, parcel("stolen")))));
    assertEquals(
        List.of(Settled.LOST), link.settle(List.of(new Settlement.Bury(first, parcel("out")))));
    assertEquals(List.of(Held.HELD), link.extend(List.of(second), LONG));
    assertEquals(Settled.DONE, finish(second));
    // An answer may be lost on its way, and the end told again: known or not, it changes nothing.
    Settled again = link.settle(List.of(new Settlement.Bury(second, parcel("again")))).get(0);
    assertNotEquals(Settled.CANCELLED, again);
    if (room.has(Capability.STATUS)) {
      Job ended = link.find(List.of(second.id())).get(0).orElseThrow();
      assertEquals(TaskState.COMPLETED, ended.state(), "what has ended is not ended again");
    }
    if (room.has(Capability.DEAD_LETTERS)) {
      assertEquals(List.of(), link.dead(10));
    }
  }

  @Test
  void r12_4_extendedLeaseIsKept() {
    if (!declared(Capability.LEASES, () -> link.extend(List.of(), LONG))) {
      return;
    }
    link.submit(List.of(order("kept", Duration.ZERO)));
    Lease lease = one(Duration.ofSeconds(1), "kept");
    for (int i = 0; i < 10; i++) {
      Until.passes(Duration.ofMillis(250));
      assertEquals(List.of(Held.HELD), link.extend(List.of(lease), Duration.ofSeconds(1)));
    }
    assertEquals(List.of(), lease(LONG, 1, Duration.ZERO, "kept"));
    assertEquals(Settled.DONE, finish(lease));
  }

  @Test
  void r12_5_releasedJobComesBackWithItsNewParcel() {
    link.submit(List.of(order("back", Duration.ZERO)));
    Lease first = one(LONG, "back");
    assertEquals(
        List.of(Settled.DONE),
        link.settle(List.of(new Settlement.Release(first, Duration.ZERO, true, parcel("two")))));
    Lease second = one(LONG, "back");
    assertEquals(first.id(), second.id());
    assertEquals("two", body(second.parcel()));
    if (room.has(Capability.LEASES)) {
      assertEquals(2, second.delivery());
    }
    assertEquals(Settled.DONE, finish(second));
  }

  @Test
  void r12_6_waitingLeaseReturnsWithTheJobOrWhenWoken() throws Exception {
    CompletableFuture<List<Lease>> waiting =
        CompletableFuture.supplyAsync(() -> lease(LONG, 1, Duration.ofMinutes(1), "wake"));
    Until.passes(Duration.ofMillis(200));
    Order order = order("wake", Duration.ZERO);
    link.submit(List.of(order));
    Lease lease = waiting.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS).get(0);
    assertEquals(order.id(), lease.id());
    finish(lease);
    CompletableFuture<List<Lease>> woken =
        CompletableFuture.supplyAsync(() -> lease(LONG, 1, Duration.ofMinutes(1), "wake"));
    Until.holds(
        "wake() ends the wait",
        () -> {
          link.wake();
          return woken.isDone();
        });
    assertEquals(List.of(), woken.get());
  }

  @Test
  void r12_7_cancelFindsAJobWaitingRunningOrEnded() {
    if (!declared(Capability.CANCEL, () -> link.cancel("no-such-job", parcel("out")))) {
      return;
    }
    Order waits = order("cancel", Duration.ZERO);
    link.submit(List.of(waits));
    assertEquals(Cancelling.ENDED, link.cancel(waits.id(), parcel("out")));
    assertEquals(Cancelling.TOO_LATE, link.cancel(waits.id(), parcel("out")));
    Order runs = order("cancel", Duration.ZERO);
    link.submit(List.of(runs));
    Lease lease = one(LONG, "cancel");
    assertEquals(runs.id(), lease.id());
    assertEquals(Cancelling.MARKED, link.cancel(runs.id(), parcel("out")));
    if (room.has(Capability.LEASES)) {
      assertEquals(List.of(Held.CANCELLED), link.extend(List.of(lease), LONG));
    }
    assertEquals(
        List.of(Settled.CANCELLED),
        link.settle(List.of(new Settlement.Release(lease, Duration.ZERO, true, parcel("no")))));
    assertEquals(
        List.of(Settled.DONE),
        link.settle(
            List.of(new Settlement.Finish(lease, TaskState.CANCELLED, parcel("out"), HOUR))));
    assertEquals(Cancelling.TOO_LATE, link.cancel(runs.id(), parcel("out")));
    assertEquals(Cancelling.TOO_LATE, link.cancel("no-such-job", parcel("out")));
  }

  @Test
  void r12_8_outcomeIsKeptForItsTimeAndFoundById() {
    if (!declared(Capability.STATUS, () -> link.find(List.of("no-such-job")))) {
      return;
    }
    Order order = order("find", Duration.ZERO);
    link.submit(List.of(order));
    Lease lease = one(LONG, "find");
    link.settle(
        List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("the end"), BRIEF)));
    Job job = link.find(List.of("no-such-job", order.id())).get(1).orElseThrow();
    assertEquals(TaskState.COMPLETED, job.state());
    assertTrue(job.outcome() != null && body(job.outcome()).equals("the end"));
    Until.holds("it is forgotten", () -> link.find(List.of(order.id())).get(0).isEmpty());
  }

  @Test
  void r12_9_longListsTakeOneCall() {
    List<Order> orders =
        IntStream.range(0, 2_000).mapToObj(i -> order("list", Duration.ZERO)).toList();
    assertEquals(2_000, link.submit(orders).size());
    int taken = 0;
    while (taken < 2_000) {
      List<Lease> leases = lease(LONG, 500, Until.BOUND, "list");
      assertFalse(leases.isEmpty());
      taken += leases.size();
      List<Settlement> ends = new ArrayList<>();
      for (Lease lease : leases) {
        ends.add(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("out"), HOUR));
      }
      assertTrue(link.settle(ends).stream().allMatch(each -> each == Settled.DONE));
    }
    assertEquals(2_000, taken);
  }
}
