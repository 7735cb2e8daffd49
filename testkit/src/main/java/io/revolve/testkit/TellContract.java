package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.revolve.api.Client;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules R4.19 to R4.21: a client tells its running task something. */
public abstract class TellContract extends Contract {

  private static List<String> collect(RunningTask task, int count) {
    List<String> told = new CopyOnWriteArrayList<>();
    task.addListener("do", message -> told.add(message.toString()));
    Until.within(Until.BOUND, () -> told.size() >= count);
    return new ArrayList<>(told);
  }

  @Test
  void r4_19_toldMessagesArriveInOrderAndOnce() {
    room.worker()
        .handle(
            "listen",
            task -> {
              task.write("ready", null);
              return collect(task, 100);
            })
        .start();
    Client client = room.client();
    Task task = room.task("listen");
    Heard heard = Heard.of(task, "ready");
    assertThrows(IllegalStateException.class, () -> task.tell("do", "too early"));
    client.handle(task);
    Room.read(client, "it listens", () -> heard.events().contains("ready"));
    IntStream.range(0, 100).forEach(i -> task.tell("do", i));
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(
        IntStream.range(0, 100).mapToObj(Integer::toString).toList(), task.result(List.class));
  }

  @Test
  void r4_20_whatWasToldBeforeTheStartIsHeard() {
    Client client = room.client();
    Task task = room.task("listen");
    Heard heard = Heard.of(task);
    client.handle(task);
    task.tell("do", "one");
    task.tell("else", "not this");
    task.tell("do", "two");
    room.worker().handle("listen", running -> collect(running, 2)).start();
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("one", "two"), task.result(List.class));
  }

  @Test
  void r4_21_laterAttemptHearsAllOfItAgain() {
    Client client = room.client();
    Task task = room.task("again", "attempts", 2, "backoff", "PT0.01S");
    Heard heard = Heard.of(task, "ready");
    room.worker()
        .handle(
            "again",
            running -> {
              running.write("ready", null);
              List<String> told = collect(running, 2);
              if (running.attempt() == 1) {
                throw new IllegalStateException("once more");
              }
              return told;
            })
        .start();
    client.handle(task);
    Room.read(client, "it listens", () -> heard.events().contains("ready"));
    task.tell("do", "one");
    task.tell("do", "two");
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("one", "two"), task.result(List.class));
    assertEquals(List.of("completed"), heard.endings());
  }
}
