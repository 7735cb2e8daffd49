package io.revolve.provider.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.memcached.Logs.Reading;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs that are written by many, bounded, split, or spread over servers. */
class MemcachedMessagesTest {

  private static final int BOUND = 50;
  private static final Duration HOUR = Duration.ofHours(1);

  @SuppressWarnings("NullAway.Init")
  private MemcachedServer server;

  @SuppressWarnings("NullAway.Init")
  private MessageLink link;

  @BeforeEach
  void open() {
    server = MemcachedServer.running("-m", "256");
    link = Logs.link(server.port());
  }

  @AfterEach
  void close() {
    link.close();
    server.close();
  }

  @Test
  void manyWritersAreHeardOnceAndEachInItsOrder() throws Exception {
    int writers = 8;
    int each = 3000;
    List<CompletableFuture<Void>> writing = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      writing.add(
          CompletableFuture.runAsync(
              () -> {
                try (MessageLink own = Logs.link(server.port())) {
                  int at = 0;
                  while (at < each) {
                    List<Letter> some = new ArrayList<>();
                    for (int n = at % 7; n >= 0 && at < each; n--) {
                      some.add(Logs.letter("in", Integer.toString(writer * each + at++)));
                    }
                    own.append(some);
                  }
                }
              }));
    }
    Reading reading = new Reading(link, Mail.START).more(writers * each);
    for (CompletableFuture<Void> each1 : writing) {
      each1.get(20, TimeUnit.SECONDS);
    }
    assertEquals(0, reading.lost);
    for (int w = 0; w < writers; w++) {
      int from = w * each;
      assertEquals(
          Logs.texts(from, from + each),
          Logs.numbers(reading.texts)
              .filter(number -> number >= from && number < from + each)
              .map(String::valueOf)
              .toList(),
          "writer " + w);
    }
    assertEquals(List.of(), reading.read(9, Duration.ofMillis(300)).parcels());
  }

  @Test
  void positionOutlivesItsReaderAndTheStartReadsAgain() throws Exception {
    Logs.append(link, 0, 30);
    Reading reading = new Reading(link, Mail.START).more(10);
    try (MessageLink other = Logs.link(server.port())) {
      assertEquals(Logs.texts(10, 30), new Reading(other, reading.position).more(20).texts);
      Reading again = new Reading(other, Mail.START).more(30);
      assertEquals(Logs.texts(0, 30), again.texts);
      assertEquals(0, again.lost);
    }
    assertThrows(
        IllegalArgumentException.class, () -> link.read("in", "nowhere", 1, Duration.ZERO));
  }

  @Test
  void largeMessagesAreSplitAndJoined() throws Exception {
    byte[] body = new byte[16 << 20];
    new Random(1).nextBytes(body);
    Parcel large = Parcel.of("{}".getBytes(StandardCharsets.UTF_8), body);
    Logs.append(link, 0, 1);
    link.append(List.of(new Letter("in", null, large), Logs.letter("in", "1")));
    Logs.append(link, 2, 3);
    List<Parcel> parcels = new ArrayList<>();
    Mail mail = Mail.none(Mail.START);
    while (parcels.size() < 4) {
      mail = link.read("in", mail.position(), 100, Duration.ofMinutes(1));
      assertEquals(0, mail.lost());
      parcels.addAll(mail.parcels());
    }
    assertArrayEquals(body, parcels.get(1).body());
    assertArrayEquals(Logs.parcel("1").body(), parcels.get(2).body());
    link.forget("in");
    assertEquals(0, server.stat("curr_items"), "nothing is left of it");
  }

  @Test
  void aServerThatAllowsLessThanTheSettingIsAskedWhatItAllows() throws Exception {
    try (MemcachedServer small = MemcachedServer.running("-I", "512k");
        MessageLink own = Logs.link(small.port())) {
      String large = "x".repeat(3_000_000);
      own.append(List.of(Logs.letter("in", large), Logs.letter("in", "1")));
      assertEquals(List.of(large, "1"), new Reading(own, Mail.START).more(2).texts);
    }
  }

  @Test
  void whatTheBoundTookIsCountedExactly() throws Exception {
    try (MessageLink small = small(Duration.ZERO)) {
      Logs.append(small, 0, 10);
      Reading reading = new Reading(small, Mail.START).more(10);
      Logs.append(small, 10, 1000);
      reading.until(1000);
      int rest = reading.texts.size() - 10;
      assertEquals(Logs.texts(1000 - rest, 1000), reading.texts.subList(10, 10 + rest));
      assertTrue(rest >= BOUND && rest <= BOUND + 5, "kept " + rest);
      assertEquals(1000, reading.texts.size() + reading.lost);
      try (MessageLink other = Logs.link(server.port())) {
        Reading again = new Reading(other, Mail.START).more(rest);
        assertEquals(
            Logs.texts(1000 - rest, 1000),
            again.texts.subList(again.texts.size() - rest, again.texts.size()));
      }
    }
  }

  @Test
  void aWriterWaitsForASlowReader() throws Exception {
    try (MessageLink small = small(Duration.ofSeconds(20))) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> Logs.append(small, 0, 500));
      Reading reading = new Reading(small, Mail.START);
      while (reading.texts.size() < 500) {
        Thread.sleep(1);
        reading.read(10, Duration.ofSeconds(5));
      }
      writing.get(20, TimeUnit.SECONDS);
      assertEquals(Logs.texts(0, 500), reading.texts);
      assertEquals(0, reading.lost);
    }
  }

  @Test
  void whatWasReadLongAgoIsLetGoAndNotLost() throws Exception {
    Reading reading = new Reading(link, Mail.START);
    for (int i = 0; i < 4000; i += 100) {
      Logs.append(link, i, i + 100);
      reading.more(100);
    }
    assertEquals(Logs.texts(0, 4000), reading.texts);
    assertEquals(0, reading.lost);
    long kept = server.stat("curr_items");
    assertTrue(kept < 1500, "items kept: " + kept);
    try (MessageLink other = Logs.link(server.port())) {
      Reading later = new Reading(other, Mail.START).more(1000);
      int first = Integer.parseInt(later.texts.get(0));
      assertTrue(first > 2000, "not all is kept for a second reader, but from " + first);
      assertEquals(Logs.texts(first, first + 1000), later.texts);
      assertEquals(0, later.lost, "all of it was read before");
    }
    link.forget("in");
    assertEquals(0, server.stat("curr_items"), "nothing is left of it");
  }

  @Test
  void addressesAreDividedAmongServersAndAnotherServerTakesItsShareOnly() throws Exception {
    try (MemcachedServer second = MemcachedServer.running();
        MessageLink both = Logs.link(server.port(), second.port())) {
      for (int i = 0; i < 100; i++) {
        both.append(List.of(Logs.letter("a" + i, "to " + i)));
      }
      long here = server.stat("curr_items");
      long there = second.stat("curr_items");
      assertEquals(200, here + there);
      assertTrue(here > 40 && there > 40, here + " here, " + there + " there");
      for (int i = 0; i < 100; i++) {
        Mail mail = both.read("a" + i, Mail.START, 9, Duration.ZERO);
        assertEquals(List.of("to " + i), Logs.texts(mail));
      }
    }
  }

  @Test
  void namesOfAnyKindAreKeys() throws Exception {
    List<String> names = List.of("", " ", "a b", "ü\n\u0000", "x".repeat(5000), "a:b", "a%3Ab");
    for (String name : names) {
      link.append(List.of(Logs.letter(name, "to " + name)));
    }
    for (String name : names) {
      Mail mail = link.read(name, Mail.START, 9, Duration.ZERO);
      assertEquals(List.of("to " + name), Logs.texts(mail));
    }
  }

  @Test
  void anInterruptedWriterWritesAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    Logs.append(link, 0, 3);
    assertTrue(Thread.interrupted());
    assertEquals(Logs.texts(0, 3), new Reading(link, Mail.START).more(3).texts);
  }

  @Test
  void whoListensInAConversationHearsWithinMilliseconds() throws Exception {
    try (MessageLink other = Logs.link(server.port())) {
      CompletableFuture<Void> echo =
          CompletableFuture.runAsync(
              () -> {
                String position = Mail.START;
                for (int i = 0; i < 200; ) {
                  Mail mail;
                  try {
                    mail = other.read("there", position, 9, Duration.ofSeconds(20));
                  } catch (InterruptedException e) {
                    return;
                  }
                  position = mail.position();
                  for (String text : Logs.texts(mail)) {
                    other.append(List.of(Logs.letter("in", text)));
                    i++;
                  }
                }
              });
      Reading reading = new Reading(link, Mail.START);
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long begin = System.nanoTime();
        link.append(List.of(Logs.letter("there", Integer.toString(i))));
        reading.more(1);
        micros.add((System.nanoTime() - begin) / 1000);
      }
      echo.get(20, TimeUnit.SECONDS);
      long median = micros.stream().sorted().toList().get(100);
      assertTrue(median < 10_000, "there and back takes " + median + " microseconds");
    }
  }

  private MessageLink small(Duration patience) {
    return new MemcachedMessages(Logs.settings(BOUND, patience, HOUR, server.port()));
  }
}
