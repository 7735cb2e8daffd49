package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Jobs that travel in bundles behave as if each stood alone, whatever happens to one of them. */
class RedisBundlesTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(300);
  private static final Duration KEEP = Duration.ofHours(1);
  private static final int SOME = 20;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RedisServer server;

  @SuppressWarnings("NullAway.Init")
  private Room room;

  @SuppressWarnings("NullAway.Init")
  private JobLink link;

  @SuppressWarnings("NullAway.Init")
  private Jedis redis;

  @BeforeAll
  static void start() {
    server = new RedisServer(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    redis = new Jedis("127.0.0.1", server.port());
    assertEquals("OK", redis.flushAll());
    room = Rooms.at(server.port());
    link = room.jobLink();
  }

  @AfterEach
  void close() {
    room.close();
    redis.close();
  }

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

  @Test
  void whatHasEndedIsForgotten() {
    submit(SOME, "a");
    submit(List.of(order("single", "a", KEEP)));
    settle(lease(100, LONG));
    assertEquals(SOME + 1, jobs());
    redis.zadd(key("endings"), 1, redis.zrange(key("endings"), 0, 0).get(0));
    settle(leaseOf("next"));
    settle(leaseOf("last"));
    assertEquals(2, jobs());
    assertEquals(0, bundles());
    assertTrue(link.find(ids(0, SOME)).stream().allMatch(Optional::isEmpty));
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

  private List<Lease> leaseOf(String id) {
    submit(List.of(order(id, "a", KEEP)));
    return lease(1, LONG);
  }

  private void submit(int jobs, String name) {
    submit(orders(jobs, name));
  }

  private void submit(List<Order> orders) {
    assertTrue(link.submit(orders).stream().allMatch(Submission::accepted));
  }

  private static List<Order> orders(int jobs, String name) {
    return IntStream.range(0, jobs).mapToObj(i -> order("j" + i, name, KEEP)).toList();
  }

  private static Order order(String id, String name, Duration keep) {
    Parcel parcel = parcel(id.replace("j", "job " + name));
    return new Order(id, name, "default", Priority.NORMAL, Duration.ZERO, null, keep, parcel);
  }

  private List<Lease> lease(int most, Duration lease) {
    LeaseRequest request = new LeaseRequest("kit", Map.of("default", 1), Set.of("a", "b"), lease);
    try {
      return link.lease(request, most, lease.equals(LONG) ? BRIEF.multipliedBy(2) : Until.BOUND);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private List<Settled> settle(List<Lease> leases) {
    return link.settle(leases.stream().map(RedisBundlesTest::finish).toList());
  }

  private static Settlement finish(Lease lease) {
    return new Settlement.Finish(lease, TaskState.COMPLETED, parcel("out " + lease.id()), KEEP);
  }

  private static Settlement release(Lease lease) {
    return new Settlement.Release(lease, Duration.ZERO, false, parcel("released"));
  }

  private Job find(String id) {
    return link.find(List.of(id)).get(0).orElseThrow();
  }

  private void assertCounts(int waiting, int running) {
    QueueStatus queue = link.queues().get(0);
    assertEquals(waiting, queue.waiting());
    assertEquals(running, queue.running());
  }

  private int bundles() {
    return redis.keys("*:bundle:*").size();
  }

  private int jobs() {
    return (int) redis.hlen(key("jobs"));
  }

  /** There is one namespace, whose name the room made. */
  private String key(String name) {
    return redis.keys("*:jobs").iterator().next().replaceFirst("jobs$", name);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "j" + i).toList();
  }

  private static List<String> ids(List<Lease> leases) {
    return leases.stream().map(Lease::id).toList();
  }

  private static <T> List<T> all(T each, int times) {
    return Collections.nCopies(times, each);
  }

  private static Parcel parcel(String body) {
    return Parcel.of("{\"kit\":1}".getBytes(StandardCharsets.UTF_8), bytes(body));
  }

  private static String text(Parcel parcel) {
    return new String(parcel.body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
