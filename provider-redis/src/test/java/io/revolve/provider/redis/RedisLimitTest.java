package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.ConfigException;
import io.revolve.api.Limit;
import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slots that are shared through a server. */
@Tag("once")
@Timeout(60)
class RedisLimitTest {
  private static final String LONG = "PT30S";
  private static final String SHORT = "PT0.6S";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RedisServer server;

  private final Make make = new Make();

  @BeforeAll
  static void openServer() {
    server = new RedisServer(folder.resolve("data"));
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @AfterEach
  void closeAll() {
    make.close();
    // With an empty server, no test sees what another has left.
    assertTrue(server.ask("FLUSHALL").startsWith("+OK"));
  }

  private Limit open(int size, String lease) {
    return make.limit(LimitMain.config(server.port(), "convert", size, lease));
  }

  private static List<Limit.Slot> take(Limit limit, int count) throws InterruptedException {
    List<Limit.Slot> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(limit.acquire());
    }
    return slots;
  }

  /** What a thread of its own gets; its waiting is in the server's queue when this returns. */
  private static CompletableFuture<Limit.Slot> waiting(Limit limit, int place) {
    CompletableFuture<Limit.Slot> got = inBackground(limit);
    Until.holds("it waits", () -> waiters() == place);
    return got;
  }

  private static CompletableFuture<Limit.Slot> inBackground(Limit limit) {
    CompletableFuture<Limit.Slot> got = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                got.complete(limit.acquire());
              } catch (Exception e) {
                got.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return got;
  }

  private static int waiters() {
    return number(server.ask("ZCARD revolve:{default}:limit-queue:convert"));
  }

  private static int number(String reply) {
    return Integer.parseInt(reply.substring(1).trim());
  }

  @Test
  void twoOfOneNameShareTheirSlots() throws Exception {
    Limit one = open(3, LONG);
    Limit other = open(3, LONG);
    List<Limit.Slot> slots = take(one, 2);
    Limit.Slot third = other.acquire();
    assertTrue(one.tryAcquire().isEmpty());
    assertTrue(other.tryAcquire().isEmpty());
    assertTrue(third.isHeld());
    third.close();
    third.close();
    assertFalse(third.isHeld());
    Limit.Slot again = one.tryAcquire().orElseThrow();
    assertTrue(other.tryAcquire().isEmpty(), "closing twice gave nothing twice");
    again.close();
    slots.forEach(Limit.Slot::close);
    assertEquals(3, take(other, 3).size());
    other.close();
    other.close();
    assertEquals(3, take(one, 3).size(), "closing gives all back");
    assertThrows(IllegalStateException.class, other::acquire);
    assertThrows(IllegalStateException.class, other::tryAcquire);
  }

  @Test
  void anotherSizeIsRefusedWhileItIsInUse() {
    ConfigException none = assertThrows(ConfigException.class, () -> make.limit(unsized()));
    assertTrue(none.problems().get(0).contains("no size is known"), none::toString);
    Limit limit = open(2, LONG);
    ConfigException wrong = assertThrows(ConfigException.class, () -> open(3, LONG));
    assertTrue(wrong.problems().get(0).startsWith("limit.size: 3 "), wrong::toString);
    assertTrue(wrong.problems().get(0).contains("in use with 2;"), wrong::toString);
    assertEquals(2, make.limit(unsized()).size(), "as the others have it");
    limit.close();
    assertThrows(ConfigException.class, () -> open(3, LONG), "the one without a size is left");
  }

  @Test
  void anotherSizeHoldsOnceNobodyUsesIt() {
    open(2, LONG).close();
    assertEquals(2, make.limit(unsized()).size(), "as they had it");
    assertEquals("", keysWithoutEnd());
    make.close();
    try (Make later = new Make();
        Limit limit = later.limit(LimitMain.config(server.port(), "convert", 3, LONG))) {
      assertEquals(3, limit.size());
    }
  }

  private Map<String, Object> unsized() {
    Map<String, Object> config = new HashMap<>(LimitMain.config(server.port(), "convert", 1, LONG));
    config.remove("size");
    return config;
  }

  /** Keys that would stay for ever. */
  private static String keysWithoutEnd() {
    StringBuilder endless = new StringBuilder();
    for (String line : server.ask("KEYS *").split("\r\n")) {
      if (line.startsWith("revolve") && number(server.ask("PTTL " + line)) < 0) {
        endless.append(line).append(' ');
      }
    }
    return endless.toString();
  }

  @Test
  void namesDoNotMeet() {
    List<String> names = List.of("a b", "a%20b", "{a}", "a\tb", "ä", "a:b");
    for (String name : names) {
      Limit limit = make.limit(LimitMain.config(server.port(), name, 1, LONG));
      assertEquals(name, limit.name());
      assertTrue(limit.tryAcquire().isPresent(), name);
    }
  }

  @Test
  void thoseWhoWaitComeInTheirOrderAndNobodyPassesThem() throws Exception {
    Limit.Slot slot = open(1, LONG).acquire();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      all.add(
          waiting(open(1, LONG), i + 1)
              .thenAccept(
                  mine -> {
                    order.add(number);
                    mine.close();
                  }));
    }
    slot.close();
    all.forEach(CompletableFuture::join);
    assertEquals(List.of(0, 1, 2, 3, 4), order);
    assertEquals("", keysWithoutEnd());
  }

  @Test
  void whoGivesUpMakesWayForTheNext() throws Exception {
    Limit limit = open(1, LONG);
    Limit.Slot slot = limit.acquire();
    Limit first = open(1, LONG);
    List<Exception> heard = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        new Thread(
            () -> {
              try {
                first.acquire().close();
              } catch (InterruptedException e) {
                heard.add(e);
              }
            });
    thread.start();
    Until.holds("it waits", () -> waiters() == 1);
    Limit second = open(1, LONG);
    CompletableFuture<Limit.Slot> closed = waiting(second, 2);
    CompletableFuture<Limit.Slot> third = waiting(open(1, LONG), 3);
    thread.interrupt();
    thread.join();
    assertEquals(1, heard.size());
    assertEquals(2, waiters());
    second.close();
    Throwable why = assertThrows(CompletionException.class, closed::join).getCause();
    assertTrue(why instanceof IllegalStateException, String.valueOf(why));
    assertEquals(1, waiters());
    slot.close();
    assertTrue(third.join().isHeld());
    third.join().close();
    assertTrue(first.tryAcquire().isPresent(), "nothing was kept");
  }

  @Test
  void waitingAsksForNothingAndNeedsOneConnection() throws Exception {
    Limit limit = open(1, LONG);
    Limit.Slot slot = limit.acquire();
    Limit other = open(1, LONG);
    List<CompletableFuture<Limit.Slot>> all = new ArrayList<>();
    all.add(waiting(other, 1));
    for (int i = 0; i < 99; i++) {
      all.add(inBackground(other));
    }
    long before = commands();
    assertTrue(Until.passes(Duration.ofSeconds(1)));
    assertTrue(commands() - before <= 4, "commands in a second: " + (commands() - before));
    slot.close();
    all.stream()
        .map(each -> each.thenAccept(Limit.Slot::close))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static long commands() {
    for (String line : server.ask("INFO stats").split("\r\n")) {
      if (line.startsWith("total_commands_processed:")) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1));
      }
    }
    throw new AssertionError("the server does not count");
  }

  @Test
  void neverMoreThanItsSizeOverFourClientsOfThreeJvms() throws Exception {
    try (ChildJvm third = LimitMain.start(server.port(), "convert", 3, LONG, "visit");
        ChildJvm fourth = LimitMain.start(server.port(), "convert", 3, LONG, "visit")) {
      third.await();
      fourth.await();
      List<Long> most =
          IntStream.range(0, 2)
              .mapToObj(i -> open(3, LONG))
              .map(
                  limit ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            try {
                              return LimitMain.visit(limit, server.port());
                            } catch (Exception e) {
                              throw new CompletionException(e);
                            }
                          },
                          work -> new Thread(work).start()))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertEquals(3, Collections.max(most), most::toString);
      for (ChildJvm child : List.of(third, fourth)) {
        Until.holds("it is done", () -> !child.lines().isEmpty());
        assertTrue(child.lines().get(0).matches("most [123]"), child.lines()::toString);
      }
    }
  }

  @Test
  void slotsOfAKilledJvmComeBack() throws Exception {
    Limit limit = open(2, SHORT);
    try (ChildJvm child = LimitMain.start(server.port(), "convert", 2, SHORT, "hold")) {
      child.await();
      CompletableFuture<Limit.Slot> first = waiting(limit, 1);
      boolean unused = Until.passes(Duration.ofMillis(900));
      assertFalse(first.isDone(), "it lives, and renews");
      child.kill();
      assertTrue(first.join().isHeld());
      assertTrue(limit.acquire().isHeld());
      assertTrue(limit.tryAcquire().isEmpty());
    }
  }

  @Test
  void aStoppedHolderLosesItsSlotsAndSeesIt() throws Exception {
    Limit limit = open(1, SHORT);
    try (ChildJvm child = LimitMain.start(server.port(), "convert", 1, SHORT, "hold")) {
      child.await();
      assertTrue(limit.tryAcquire().isEmpty());
      signal(child, "STOP");
      Limit.Slot slot = limit.acquire();
      signal(child, "CONT");
      Until.holds("it sees it", () -> child.lines().contains("lost"));
      assertTrue(slot.isHeld());
      assertTrue(limit.tryAcquire().isEmpty());
    }
  }

  private static void signal(ChildJvm child, String name) throws Exception {
    String[] signal = {"kill", "-" + name, Long.toString(child.pid())};
    assertEquals(0, new ProcessBuilder(signal).start().waitFor());
  }

  @Test
  void aSlotIsRenewedForAsLongAsItIsHeld() throws Exception {
    Limit limit = open(1, "PT0.3S");
    Limit other = open(1, LONG);
    Limit.Slot slot = limit.acquire();
    CompletableFuture<Limit.Slot> next = waiting(other, 1);
    assertFalse(
        Until.within(Duration.ofMillis(1200), () -> !slot.isHeld() || next.isDone()),
        "over more than three leases");
    slot.close();
    assertTrue(next.join().isHeld());
  }
}
