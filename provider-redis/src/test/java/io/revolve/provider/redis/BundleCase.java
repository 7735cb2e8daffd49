package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Jobs that travel in bundles, on a server of their own, at the job link itself. */
abstract class BundleCase {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration BRIEF = Duration.ofMillis(300);
  static final Duration KEEP = Duration.ofHours(1);
  static final int SOME = 20;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  static RedisServer server;

  @SuppressWarnings("NullAway.Init")
  Room room;

  @SuppressWarnings("NullAway.Init")
  JobLink link;

  @SuppressWarnings("NullAway.Init")
  Jedis redis;

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

  void submit(int jobs, String name) {
    submit(orders(jobs, name));
  }

  void submit(List<Order> orders) {
    assertTrue(link.submit(orders).stream().allMatch(Submission::accepted));
  }

  static List<Order> orders(int jobs, String name) {
    return IntStream.range(0, jobs).mapToObj(i -> order("j" + i, name, KEEP)).toList();
  }

  static Order order(String id, String name, Duration keep) {
    Parcel parcel = parcel(id.replace("j", "job " + name));
    return new Order(id, name, "default", Priority.NORMAL, Duration.ZERO, null, keep, parcel);
  }

  List<Lease> lease(int most, Duration lease) {
    LeaseRequest request = new LeaseRequest("kit", Map.of("default", 1), Set.of("a", "b"), lease);
    try {
      return link.lease(request, most, lease.equals(LONG) ? BRIEF.multipliedBy(2) : Until.BOUND);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  List<Settled> settle(List<Lease> leases) {
    return link.settle(leases.stream().map(BundleCase::finish).toList());
  }

  static Settlement finish(Lease lease) {
    return new Settlement.Finish(lease, TaskState.COMPLETED, parcel("out " + lease.id()), KEEP);
  }

  static Settlement release(Lease lease) {
    return new Settlement.Release(lease, Duration.ZERO, false, parcel("released"));
  }

  Job find(String id) {
    return link.find(List.of(id)).get(0).orElseThrow();
  }

  void assertCounts(int waiting, int running) {
    QueueStatus queue = link.queues().get(0);
    assertEquals(waiting, queue.waiting());
    assertEquals(running, queue.running());
  }

  void letTheirTimeBeOver() {
    redis.zadd(key("endings"), 1, redis.zrange(key("endings"), 0, 0).get(0));
  }

  int bundles() {
    return redis.keys("*:bundle:*").size();
  }

  int jobs() {
    return (int) redis.hlen(key("jobs"));
  }

  /** There is one namespace, whose name the room made. */
  String key(String name) {
    return redis.keys("*:jobs").iterator().next().replaceFirst("jobs$", name);
  }

  static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "j" + i).toList();
  }

  static List<String> ids(List<Lease> leases) {
    return leases.stream().map(Lease::id).toList();
  }

  static <T> List<T> all(T each, int times) {
    return Collections.nCopies(times, each);
  }

  static Parcel parcel(String body) {
    return Parcel.of("{\"kit\":1}".getBytes(StandardCharsets.UTF_8), bytes(body));
  }

  static String text(Parcel parcel) {
    return new String(parcel.body(), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
