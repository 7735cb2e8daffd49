package io.revolve.provider.process.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.ConfigException;
import io.revolve.api.Limit;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slots that are shared through files. */
@Timeout(60)
@Tag("once")
class FileLimitTest {
  @TempDir private Path folder;

  private Limit open(int size) {
    return FileLimit.open(folder, "convert", size);
  }

  private static List<Limit.Slot> take(Limit limit, int count) throws InterruptedException {
    List<Limit.Slot> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(limit.acquire());
    }
    return slots;
  }

  @Test
  void twoOfOneNameShareTheirSlots() throws InterruptedException {
    try (Limit one = open(3);
        Limit other = open(3)) {
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
    }
  }

  @Test
  void closingOneLeavesWhatTheOtherHolds() throws Exception {
    try (Limit one = open(2)) {
      Limit.Slot mine = one.acquire();
      Limit other = open(2);
      Limit.Slot theirs = other.acquire();
      other.close();
      other.close();
      assertFalse(theirs.isHeld());
      assertTrue(mine.isHeld());
      try (Holder holder = new Holder(folder, 2, 1)) {
        assertEquals(1, holder.holds());
        assertTrue(one.tryAcquire().isEmpty(), "one here, one there");
      }
      assertThrows(IllegalStateException.class, other::acquire);
    }
  }

  @Test
  void slotsOfAKilledProcessComeBack() throws Exception {
    try (Limit limit = open(3);
        Holder holder = new Holder(folder, 3, 2)) {
      assertEquals(2, holder.holds());
      Limit.Slot mine = limit.acquire();
      assertTrue(limit.tryAcquire().isEmpty());
      List<Limit.Slot> got = Collections.synchronizedList(new ArrayList<>());
      Thread waiter = start(() -> got.add(limit.acquire()));
      Until.holds("it waits", () -> waiter.getState() == Thread.State.TIMED_WAITING);
      assertEquals(0, got.size());
      holder.kill();
      Until.holds("it has one", () -> got.size() == 1);
      got.add(limit.acquire());
      assertTrue(limit.tryAcquire().isEmpty());
      mine.close();
    }
  }

  @Test
  void aSlotOfAnotherProcessIsNoticedWhenItIsGivenBack() throws Exception {
    try (Holder holder = new Holder(folder, 1, 1);
        Limit limit = open(1)) {
      assertEquals(1, holder.holds());
      List<Limit.Slot> got = Collections.synchronizedList(new ArrayList<>());
      Thread unused = start(() -> got.add(limit.acquire()));
      holder.release();
      Until.holds("it has one", () -> got.size() == 1);
    }
  }

  @Test
  void thoseWhoWaitComeInTheirOrder() throws Exception {
    try (Limit limit = open(1)) {
      Limit.Slot slot = limit.acquire();
      List<Integer> order = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        Thread thread =
            start(
                () -> {
                  Limit.Slot mine = limit.acquire();
                  order.add(number);
                  mine.close();
                });
        Until.holds("it waits", () -> thread.getState().name().endsWith("WAITING"));
        threads.add(thread);
      }
      assertTrue(limit.tryAcquire().isEmpty());
      slot.close();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(0, 1, 2, 3, 4), order);
    }
  }

  @Test
  void waitingCanBeInterruptedAtTheGateAndBeforeIt() throws Exception {
    try (Limit limit = open(1);
        Limit.Slot slot = limit.acquire()) {
      assertTrue(slot.isHeld());
      List<String> heard = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 2; i++) {
        Thread first = interruptible(limit, heard);
        Thread second = interruptible(limit, heard);
        second.interrupt();
        second.join();
        first.interrupt();
        first.join();
      }
      assertEquals(4, heard.size());
    }
    try (Limit limit = open(1)) {
      assertTrue(limit.tryAcquire().isPresent(), "nothing was kept");
    }
  }

  @Test
  void waitingForAnotherProcessAtTheGateCanBeInterrupted() throws Exception {
    try (Holder holder = new Holder(folder, 1, 1)) {
      assertEquals(1, holder.holds());
      try (Holder waits = new Holder(folder, 1, 1);
          Limit limit = open(1)) {
        Until.holds("the second stands at the gate", this::isGateLocked);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Thread thread = interruptible(limit, heard);
        Until.holds("it is in the system's queue", () -> inLock(thread));
        thread.interrupt();
        thread.join();
        assertEquals(1, heard.size());
        holder.kill();
        assertEquals(1, waits.holds());
        assertTrue(limit.tryAcquire().isEmpty());
      }
    }
  }

  @Test
  void anotherSizeIsRefusedWhileItIsInUse() throws Exception {
    try (Limit limit = open(2)) {
      assertEquals(2, limit.size());
      ConfigException wrong = assertThrows(ConfigException.class, () -> open(3));
      assertTrue(String.valueOf(wrong.getMessage()).contains("in use with 2"), wrong::toString);
    }
    try (Holder holder = new Holder(folder, 5, 1)) {
      assertEquals(1, holder.holds());
      assertThrows(ConfigException.class, () -> open(3));
      try (Limit same = open(0)) {
        assertEquals(5, same.size(), "as the others have it");
      }
    }
    try (Limit limit = open(3)) {
      assertEquals(3, limit.size());
    }
    assertThrows(ConfigException.class, () -> FileLimit.open(folder, "never used", 0));
  }

  @Test
  void namesDoNotMeetNorLeaveTheFolder() throws Exception {
    List<String> names = List.of("a/b", "a%2fb", "../a", "A", "a", "ä", ".", "con vert", "a.b");
    for (String name : names) {
      try (Limit limit = FileLimit.open(folder, name, 1)) {
        assertEquals(name, limit.name());
        assertTrue(limit.tryAcquire().isPresent());
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(names.size(), all.count());
    }
    assertNotEquals(FileNames.of("A"), FileNames.of("a"));
    String longest = "x".repeat(300);
    assertEquals(200, FileNames.of(longest).length());
    assertNotEquals(FileNames.of(longest), FileNames.of(longest + "y"));
    assertThrows(IllegalArgumentException.class, () -> FileLimit.open(folder, "", 1));
  }

  @Test
  void waitingCostsHardlyAnything() throws Exception {
    try (Limit limit = open(8)) {
      List<Limit.Slot> all = take(limit, 8);
      Thread thread = start(() -> limit.acquire().close());
      Until.holds("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
      long begin = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
      Until.holds("half a second", () -> System.nanoTime() - begin > 500_000_000);
      cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) - cpu;
      assertTrue(cpu < 50_000_000, "nanoseconds of a core in half a second: " + cpu);
      all.forEach(Limit.Slot::close);
      thread.join();
    }
  }

  @Test
  void neverMoreThanItsSizeAtOnce() throws Exception {
    try (Limit one = open(3);
        Limit other = open(3)) {
      List<Integer> inside = Collections.synchronizedList(new ArrayList<>());
      int[] now = {0};
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(i -> start(() -> visit(i % 2 == 0 ? one : other, now, inside)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(8 * 50, inside.size());
      int most = Collections.max(inside);
      assertTrue(most == 2 || most == 3, "at once: " + most);
    }
  }

  private static void visit(Limit limit, int[] now, List<Integer> inside) throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Limit.Slot slot = limit.acquire()) {
        synchronized (now) {
          inside.add(slot.isHeld() ? ++now[0] : 99);
        }
        LockSupport.parkNanos(200_000);
        synchronized (now) {
          now[0]--;
        }
      }
    }
  }

  /** Whether another process waits for a slot, which keeps others from looking for one. */
  private boolean isGateLocked() {
    try (FileChannel gate =
            FileChannel.open(
                folder.resolve("convert").resolve("gate"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = gate.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean inLock(Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(each -> each.getMethodName().equals("lock"));
  }

  private static Thread interruptible(Limit limit, List<String> heard) {
    Thread thread =
        start(
            () -> {
              try {
                limit.acquire().close();
              } catch (InterruptedException e) {
                heard.add("interrupted");
              }
            });
    Until.holds("it waits", () -> thread.getState().name().endsWith("WAITING") || inLock(thread));
    return thread;
  }

  /** What may throw. */
  private interface Work {
    void run() throws Exception;
  }

  private static Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
