package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.spi.Capability;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules R12.10 to R12.14: what the core builds on, asked of the message link itself. */
public abstract class MessageLinkContract extends Contract {

  @SuppressWarnings("NullAway.Init")
  private MessageLink link;

  @BeforeEach
  final void openLink() {
    link = room.messageLink();
  }

  private static Letter letter(String address, String text) {
    return new Letter(address, null, parcel(text));
  }

  private static Parcel parcel(String text) {
    return Parcel.of(
        "{\"kit\":1}".getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  private Mail read(String address, String after, int max, Duration wait) {
    try {
      return link.read(address, after, max, wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static List<String> texts(List<Parcel> parcels) {
    return parcels.stream().map(each -> new String(each.body(), StandardCharsets.UTF_8)).toList();
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /**
   * Reads on until so many have come, however many each look brings: a letter may still be on its
   * way when another is there already.
   */
  private Mail read(String address, String after, int count) {
    List<Parcel> all = new ArrayList<>();
    String position = after;
    long end = System.nanoTime() + Until.BOUND.toNanos();
    while (all.size() < count && System.nanoTime() - end < 0) {
      int max = Math.min(7, count - all.size());
      Mail mail = read(address, position, max, Duration.ofSeconds(2));
      assertEquals(0, mail.lost());
      assertTrue(mail.parcels().size() <= max, "at most as many as asked for");
      all.addAll(mail.parcels());
      position = mail.position();
    }
    return new Mail(all, position, 0);
  }

  /** These and no more. */
  private void assertReads(List<String> expected, String address) {
    Mail mail = read(address, Mail.START, expected.size());
    assertEquals(expected, texts(mail.parcels()));
    Mail more = read(address, mail.position(), 7, Duration.ofMillis(50));
    assertEquals(List.of(), texts(more.parcels()), "nothing is read twice");
  }

  @Test
  void r12_10_lettersAreReadOnceAndInTheOrderOfTheirWriting() {
    link.append(numbers(60).subList(0, 30).stream().map(each -> letter("in", each)).toList());
    numbers(60).subList(30, 60).forEach(each -> link.append(List.of(letter("in", each))));
    link.append(List.of(letter("other", "not this")));
    assertReads(numbers(60), "in");
    assertReads(List.of("not this"), "other");
  }

  @Test
  void r12_11_positionReadsOnAndTheStartReadsAgain() {
    link.append(numbers(10).stream().map(each -> letter("in", each)).toList());
    Mail first = read("in", Mail.START, 4);
    assertEquals(numbers(4), texts(first.parcels()));
    Mail rest = read("in", first.position(), 6);
    assertEquals(numbers(10).subList(4, 10), texts(rest.parcels()));
    Mail none = read("in", rest.position(), 100, Duration.ZERO);
    assertEquals(List.of(), none.parcels());
    link.append(List.of(letter("in", "10")));
    assertEquals(
        List.of("10"), texts(read("in", none.position(), 9, Duration.ofSeconds(2)).parcels()));
    if (room.has(Capability.REPLAY)) {
      assertReads(numbers(11), "in");
    }
    link.forget("in");
    assertEquals(List.of(), read("in", Mail.START, 9, Duration.ZERO).parcels());
  }

  @Test
  void r12_12_waitingReadReturnsWithTheLetterOrWhenWoken() throws Exception {
    CompletableFuture<Mail> waiting =
        CompletableFuture.supplyAsync(() -> read("in", Mail.START, 9, Duration.ofMinutes(1)));
    Until.passes(Duration.ofMillis(200));
    link.append(List.of(letter("in", "here")));
    Mail mail = waiting.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
    assertEquals(List.of("here"), texts(mail.parcels()));
    CompletableFuture<Mail> woken =
        CompletableFuture.supplyAsync(() -> read("in", mail.position(), 9, Duration.ofMinutes(1)));
    Until.holds(
        "wake() ends the wait",
        () -> {
          link.wake();
          return woken.isDone();
        });
    assertEquals(List.of(), woken.get().parcels());
  }

  @Test
  void r12_13_arrivalIsToldWhereTheLinkCan() {
    AtomicInteger arrivals = new AtomicInteger();
    if (link.onArrival("in", arrivals::incrementAndGet)) {
      link.append(List.of(letter("in", "one")));
      Until.holds("an arrival is told", () -> arrivals.get() > 0);
      link.forget("in");
      int before = arrivals.get();
      link.append(List.of(letter("in", "two")));
      assertEquals(before, arrivals.get(), "forgotten with its address");
    }
  }

  @Test
  void r12_14_coalescingKeepsTheNewestAndEverythingWithoutAKey() {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      letters.add(new Letter("in", "key", parcel("p" + i)));
      if (i % 100 == 0) {
        letters.add(letter("in", "u" + i));
      }
    }
    letters.forEach(each -> link.append(List.of(each)));
    byte[] body = new byte[65_536];
    body[1] = 10;
    link.append(List.of(new Letter("in", null, Parcel.of(new byte[] {'{', '}'}, body))));
    List<Parcel> parcels = new ArrayList<>();
    String position = Mail.START;
    long end = System.nanoTime() + Until.BOUND.toNanos();
    while (!holds(parcels, body.length) && System.nanoTime() - end < 0) {
      Mail mail = read("in", position, 1_000, Duration.ofSeconds(2));
      assertEquals(0, mail.lost(), "coalesced is not lost");
      parcels.addAll(mail.parcels());
      position = mail.position();
    }
    assertArrayEquals(body, parcels.get(parcels.size() - 1).body());
    List<String> texts = texts(parcels.subList(0, parcels.size() - 1));
    assertEquals(
        List.of("u0", "u100", "u200"), texts.stream().filter(t -> t.startsWith("u")).toList());
    assertTrue(texts.contains("p299"), "the newest of the key is there");
  }

  private static boolean holds(List<Parcel> parcels, int length) {
    return parcels.stream().anyMatch(each -> each.body().length == length);
  }
}
