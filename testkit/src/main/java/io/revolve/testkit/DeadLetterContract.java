package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.DeadLetter;
import io.revolve.api.Task;
import io.revolve.spi.Capability;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rules R2.9 to R2.11: what failed for good is kept, to be listed, replayed or deleted. */
public abstract class DeadLetterContract extends Contract {

  private boolean kept(Client client) {
    return declared(Capability.DEAD_LETTERS, () -> client.deadLetters().list(1));
  }

  private Task die(Client client, Object payload) {
    Task task = room.task("die", "payload", payload, "attempts", 2, "backoff", "PT0.01S");
    run(client, task);
    return task;
  }

  @Test
  void r2_9_deadLetterIsListedWithErrorAndPayload() {
    Client client = room.client();
    if (!kept(client)) {
      return;
    }
    room.worker()
        .handle(
            "die",
            task -> {
              throw new IllegalStateException("no way");
            })
        .start();
    Task first = die(client, "one");
    Task second = die(client, new byte[] {0, 10, -1});
    List<DeadLetter> dead = client.deadLetters().list(10);
    assertEquals(List.of(first.id(), second.id()), dead.stream().map(DeadLetter::id).toList());
    DeadLetter letter = dead.get(0);
    assertEquals("die", letter.name());
    assertEquals("default", letter.queue());
    assertEquals("java.lang.IllegalStateException", letter.failure().type());
    assertEquals("no way", letter.failure().message());
    assertFalse(letter.failure().stack().isEmpty());
    assertEquals("\"one\"", new String(letter.payload(), StandardCharsets.UTF_8));
    assertEquals(3, dead.get(1).payload().length);
    assertEquals(1, client.deadLetters().list(1).size());
  }

  @Test
  void r2_10_replayedDeadLetterRunsWithAllItsAttempts() {
    Client client = room.client();
    if (!kept(client)) {
      return;
    }
    AtomicBoolean mended = new AtomicBoolean();
    AtomicBoolean failedAgain = new AtomicBoolean();
    room.worker()
        .handle(
            "die",
            task -> {
              if (!mended.get() || failedAgain.compareAndSet(false, true)) {
                throw new IllegalStateException("not mended");
              }
              return task.payload(String.class);
            })
        .start();
    Task task = die(client, "again");
    mended.set(true);
    assertFalse(client.deadLetters().replay("no-such-task"));
    assertTrue(client.deadLetters().replay(task.id()));
    Until.holds("it is no dead letter now", () -> client.deadLetters().list(10).isEmpty());
    if (room.has(Capability.STATUS)) {
      Until.holds(
          "it completes, at its second attempt",
          () ->
              client
                  .status(task.id())
                  .map(status -> status.state().name().equals("COMPLETED"))
                  .orElse(false));
    }
    Until.holds("it failed once more", failedAgain::get);
    assertFalse(client.deadLetters().replay(task.id()), "what is not dead is not replayed");
  }

  @Test
  void r2_11_deletedDeadLetterIsGone() {
    Client client = room.client();
    if (!kept(client)) {
      return;
    }
    room.worker()
        .handle(
            "die",
            task -> {
              throw new IllegalStateException("no way");
            })
        .start();
    Task task = die(client, 1);
    assertTrue(client.deadLetters().delete(task.id()));
    assertFalse(client.deadLetters().delete(task.id()));
    assertEquals(List.of(), client.deadLetters().list(10));
    assertFalse(client.deadLetters().replay(task.id()));
  }
}
