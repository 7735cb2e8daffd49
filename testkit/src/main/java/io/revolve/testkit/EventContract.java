package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.LeaseLostException;
import io.revolve.api.Message;
import io.revolve.api.Messenger;
import io.revolve.api.Progress;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.spi.Letter;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rules R4.1 to R4.9, and R4.23: the messages of a task arrive in order, once, and none is lost.
 */
public abstract class EventContract extends Contract {

  private static final int MANY = 200;

  private void talker() {
    room.worker()
        .handle(
            "talk",
            task -> {
              for (int i = 0; i < MANY; i++) {
                task.write("said", i);
              }
              return "done";
            })
        .start();
  }

  private static List<String> numbers() {
    return IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
  }

  @Test
  void r4_1_eventsArriveInOrderAndOnce() {
    talker();
    Client client = room.client();
    List<Task> tasks = IntStream.range(0, 8).mapToObj(i -> room.task("talk")).toList();
    List<Heard> heard = tasks.stream().map(task -> Heard.of(task, "said")).toList();
    client.handleAll(tasks);
    Room.read(client, "all tasks end", () -> heard.stream().allMatch(Heard::hasEnded));
    for (Heard each : heard) {
      assertEquals(numbers(), each.texts("said"));
      assertEquals("started", each.events().get(0));
      assertEquals("completed", each.events().get(MANY + 1));
      assertEquals(MANY + 2, each.events().size(), "nothing but these");
      long before = Long.MIN_VALUE;
      for (Message message : each.messages()) {
        assertTrue(message.sequence() > before, "sequence grows");
        before = message.sequence();
        assertEquals(1, message.attempt());
      }
    }
  }

  @Test
  void r4_2_lateListenerHearsAllFromTheStart() {
    talker();
    Client client = room.client();
    Task task = room.task("talk");
    Heard first = run(client, task);
    Heard late = Heard.of(task, "said");
    Room.read(client, "the late listener hears the end", late::hasEnded);
    assertEquals(numbers(), late.texts("said"));
    assertEquals(MANY + 2, late.events().size());
    assertEquals("completed", late.events().get(MANY + 1));
    assertEquals(List.of("started", "completed"), first.events(), "the first hears nothing twice");
  }

  @Test
  void r4_3_clientThatReadsLateHearsAllFromTheStart() {
    Client client = room.client();
    Task task = room.task("talk");
    Heard heard = Heard.of(task, "said");
    client.handle(task);
    talker();
    // Another client's task behind it in the queue says when it is surely over.
    run(room.client(), room.task("talk"));
    Room.read(client, "it hears the end", heard::hasEnded);
    assertEquals(numbers(), heard.texts("said"));
    assertEquals("completed", heard.events().get(MANY + 1));
    assertTrue(client.hasCompleted(task));
  }

  @Test
  void r4_4_readNeverBlocksAndRunsListenersOnItsThread() {
    Client client = room.client();
    Task task = room.task("talk");
    AtomicReference<Thread> thread = new AtomicReference<>();
    task.addListener("completed", message -> thread.set(Thread.currentThread()));
    client.handle(task);
    long begin = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertEquals(0, client.read());
    }
    assertTrue(System.nanoTime() - begin < 1_000_000_000L, "100 reads of nothing take a moment");
    talker();
    Room.read(client, "it ends", () -> client.hasCompleted(task));
    assertEquals(Thread.currentThread(), thread.get());
  }

  @Test
  void r4_5_listenerThatThrowsStopsNoOther() {
    talker();
    Client client = room.client();
    Task task = room.task("talk");
    task.addListener(
        "said",
        message -> {
          throw new AssertionError("on purpose");
        });
    Heard heard = run(client, task, "said");
    assertEquals(numbers(), heard.texts("said"));
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r4_6_payloadsOfEveryKindAndSizeArriveAsTheyWere() {
    Client client = room.client();
    room.worker()
        .handle(
            "echo",
            task -> {
              byte[] bytes = task.payload(byte[].class);
              task.write("bytes", bytes);
              return bytes;
            })
        .handle(
            "value",
            task -> {
              Object value = task.payload(Object.class);
              task.write("value", value);
              return value;
            })
        .start();
    for (int size : new int[] {0, 1, 253, 254, 255, 256, 65_535, 65_536}) {
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) (i * 31 + size);
      }
      Task task = room.task("echo", "payload", bytes);
      Heard heard = run(client, task, "bytes");
      assertArrayEquals(bytes, heard.messages("bytes").get(0).as(byte[].class), size + " bytes");
      assertArrayEquals(bytes, task.result(byte[].class), size + " bytes as a result");
    }
    List<Object> values = new ArrayList<>(List.of("", "line\nfeed \u0000 \ud83d\ude80 \u00e9"));
    values.addAll(List.of(1.5, true, List.of(1, 2), Map.of("a", List.of("b")), "x".repeat(70_000)));
    for (Object value : values) {
      Task task = room.task("value", "payload", value);
      Heard heard = run(client, task, "value");
      assertEquals(value, heard.messages("value").get(0).as(Object.class));
      assertEquals(value, task.result(Object.class));
    }
    Task nothing = room.task("value");
    Heard heard = run(client, nothing, "value");
    assertEquals("", heard.texts("value").get(0));
    assertEquals(null, nothing.result(Object.class));
  }

  @Test
  void r4_7_reservedEventIsRefused() {
    Client client = room.client();
    AtomicReference<RunningTask> kept = new AtomicReference<>();
    room.worker()
        .handle(
            "cheat",
            task -> {
              kept.set(task);
              assertThrows(RuntimeException.class, () -> task.write("completed", "not yet"));
              return "refused";
            })
        .start();
    Task task = room.task("cheat");
    Heard heard = run(client, task, "late");
    assertEquals("refused", task.result(String.class));
    assertThrows(RuntimeException.class, () -> task.tell("cancelled", null));
    Until.holds("the attempt is over for its worker", () -> refuses(kept.get()));
    client.read();
    assertEquals(List.of("completed"), heard.endings());
  }

  private static boolean refuses(@Nullable RunningTask task) {
    if (task == null) {
      return false;
    }
    try {
      task.progress(1, 1);
      task.write("late", "too late");
      return false;
    } catch (LeaseLostException over) {
      return true;
    }
  }

  @Test
  void r4_8_messengerOfItsOwnCarriesEventsToo() throws Exception {
    Client client = room.client();
    Messenger here = room.messenger();
    Messenger there = room.messenger();
    room.worker()
        .handle(
            "write-to",
            task -> {
              task.writeTo(there, "output", "one");
              task.writeTo(there, "output", "two");
              task.progress(1, 2);
              return null;
            })
        .start();
    Task task = room.task("write-to");
    Heard heard = Heard.of(task, "output");
    client.handle(task);
    long end = System.nanoTime() + Until.BOUND.toNanos();
    while (System.nanoTime() < end && !(heard.hasEnded() && heard.texts("output").size() == 2)) {
      client.read(here, Duration.ofMillis(20));
    }
    assertEquals(List.of("one", "two"), heard.texts("output"));
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r4_9_progressIsHeardUpToItsNewest() {
    Client client = room.client();
    room.worker()
        .handle(
            "progress",
            task -> {
              for (int i = 1; i <= 1_000; i++) {
                task.progress(i, 1_000);
              }
              return null;
            })
        .start();
    Heard heard = run(client, room.task("progress"));
    long before = 0;
    for (Message message : heard.messages("progress")) {
      Progress progress = message.as(Progress.class);
      assertTrue(progress != null && progress.done() > before, "progress only grows");
      before = progress.done();
    }
    assertEquals(1_000, before, "the newest is heard");
  }

  /**
   * Two events and the end of a task wait together behind the end of another; when they are settled
   * the worker dies.
   */
  @Test
  void r4_23_eventsAreHeardThoughTheirWorkerDiesAsItSettles() {
    if (!finds()) {
      return;
    }
    Gate settling = new Gate();
    Gate written = new Gate();
    AtomicBoolean dead = new AtomicBoolean();
    Links dying =
        new Links(
            link ->
                new PassingJobs(link) {
                  @Override
                  public List<Settled> settle(List<? extends Settlement> settlements) {
                    settling.open();
                    written.passDeaf();
                    Until.passes(Duration.ofMillis(200)); // So that the end waits too.
                    List<Settled> answers = super.settle(settlements);
                    for (Settlement each : settlements) {
                      dead.compareAndSet(false, each.lease().name().equals("last-words"));
                    }
                    return answers;
                  }
                },
            link ->
                new PassingMessages(link) {
                  @Override
                  public void append(List<Letter> letters) {
                    if (!dead.get()) {
                      super.append(letters);
                    }
                  }
                });
    room.through(dying)
        .worker()
        .handle("first", task -> "done")
        .handle(
            "last-words",
            task -> {
              settling.passDeaf();
              task.write("said", "one");
              task.write("said", "two");
              written.open();
              return "done";
            })
        .start();
    Client client = room.client("reconcile", "PT0.5S");
    client.handle(room.task("first"));
    Heard heard = run(client, room.task("last-words"), "said");
    assertEquals(List.of("started", "said", "said", "completed"), heard.events());
  }
}
