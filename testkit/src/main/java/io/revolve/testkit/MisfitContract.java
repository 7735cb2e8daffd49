package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.DeadLetter;
import io.revolve.api.PayloadException;
import io.revolve.api.Priority;
import io.revolve.api.Task;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules R7.1 to R7.4: what cannot be run harms nobody. */
public abstract class MisfitContract extends Contract {

  @Test
  void r7_1_undecodableJobIsADeadLetterAsItCame() {
    byte[] garbage = "\u0001 this is no job \u00ff".getBytes(StandardCharsets.ISO_8859_1);
    JobLink link = room.jobLink();
    String[] ids = {UUID.randomUUID().toString(), UUID.randomUUID().toString()};
    link.submit(
        List.of(
            garbage(ids[0], Parcel.ofBytes(garbage)),
            garbage(
                ids[1], Parcel.of("{\"v\":1,\"id\":".getBytes(StandardCharsets.UTF_8), garbage))));
    AtomicInteger runs = new AtomicInteger();
    room.worker("concurrency", 1).handle("garbage", task -> runs.incrementAndGet()).start();
    Client client = room.client();
    run(client, room.task("garbage"));
    assertEquals(1, runs.get(), "the worker lives, and only the good task ran");
    if (declared(Capability.DEAD_LETTERS, () -> client.deadLetters().list(1))) {
      Until.holds("both are dead letters", () -> client.deadLetters().list(10).size() == 2);
      List<DeadLetter> dead = client.deadLetters().list(10);
      for (DeadLetter letter : dead) {
        assertArrayEquals(garbage, tail(letter.payload(), garbage.length), "raw: " + letter);
        assertTrue(!letter.failure().toString().isEmpty());
      }
      assertTrue(client.deadLetters().delete(dead.get(0).id()));
    }
  }

  private static byte[] tail(byte[] bytes, int length) {
    int from = Math.max(0, bytes.length - length);
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static Order garbage(String id, Parcel parcel) {
    return new Order(
        id,
        "garbage",
        "default",
        Priority.NORMAL,
        Duration.ZERO,
        null,
        Duration.ofHours(1),
        parcel);
  }

  @Test
  void r7_2_unknownNameIsLeftForAnotherWorker() {
    Client client = room.client();
    room.worker().handle("old", task -> "old").start();
    Task unknown = room.task("new");
    Heard heard = Heard.of(unknown);
    client.handle(unknown);
    run(client, room.task("old"));
    Until.passes(Duration.ofMillis(500));
    client.read();
    assertEquals(List.of(), heard.events());
    room.worker().handle("new", task -> "new, run " + task.attempt()).start();
    Room.read(client, "the new worker runs it", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
    run(client, room.task("old"));
  }

  @Test
  void r7_3_payloadOverTheLimitIsRefusedAndTheLimitNamed() {
    long limit = room.jobs().capabilities().maxPayload();
    Client client = room.client();
    room.worker()
        .handle("size", task -> Objects.requireNonNull(task.payload(byte[].class)).length)
        .start();
    int large = (int) Math.min(limit - limit / 100, 1 << 20);
    Task fits = room.task("size", "payload", new byte[large]);
    run(client, fits);
    assertEquals(large, fits.result(Integer.class));
    if (limit >= 256 << 20) {
      // No test makes an array of that size; the limit is the JVM's own.
      return;
    }
    Task tooLarge = room.task("size", "payload", new byte[(int) limit + 1]);
    PayloadException refused = assertThrows(PayloadException.class, () -> client.handle(tooLarge));
    String digits = String.valueOf(refused.getMessage()).replaceAll("[^0-9]", "");
    assertTrue(digits.contains(Long.toString(limit)), refused.getMessage());
  }

  @Test
  void r7_4_payloadOfAnotherTypeFailsItsTaskAlone() {
    Client client = room.client();
    room.worker("concurrency", 1).handle("number", task -> task.payload(Integer.class)).start();
    Heard heard = run(client, room.task("number", "payload", List.of("no number")));
    assertEquals(List.of("started", "failed"), heard.events());
    Task good = room.task("number", "payload", 7);
    run(client, good);
    assertEquals(7, good.result(Integer.class));
    assertThrows(PayloadException.class, () -> good.result(List.class));
  }
}
