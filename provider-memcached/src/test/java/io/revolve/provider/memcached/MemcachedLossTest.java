package io.revolve.provider.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.provider.memcached.Logs.Reading;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.testkit.Contract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a cache forgets is noticed, counted where it can be, and never passed over. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class MemcachedLossTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void evictedLettersAreCountedExactly() throws Exception {
    try (MemcachedServer server = MemcachedServer.running("-m", "4");
        MessageLink link = Logs.link(server.port())) {
      String large = "x".repeat(2000);
      int all = 6000;
      for (int i = 0; i < all; i++) {
        link.append(List.of(Logs.letter("in", i + " " + large)));
      }
      assertTrue(server.stat("evictions") > 1000, "the server has forgotten on purpose");
      Reading reading = new Reading(link, Mail.START).until(all);
      List<Integer> heard =
          reading.texts.stream().map(text -> Integer.valueOf(text.split(" ")[0])).toList();
      assertTrue(reading.lost > 1000, "lost " + reading.lost);
      assertEquals(all, heard.size() + reading.lost, "each is heard or counted");
      assertEquals(heard.stream().sorted().distinct().toList(), heard, "in order, once");
      assertEquals(all - 1, heard.get(heard.size() - 1), "the newest is there");
    }
  }

  @Test
  void aGapInTheMiddleAndOneAtTheEndAreCounted() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port())) {
      Logs.append(link, 0, 10);
      String log = new Reading(link, Mail.START).more(1).position.split("-")[0];
      for (int frame : new int[] {4, 5, 10}) {
        String key = Keys.of("test", "in").frame(Integer.parseInt(log), frame);
        assertEquals("DELETED", server.ask("delete " + key).trim());
      }
      Reading reading = new Reading(link, Mail.START).until(10);
      assertEquals(List.of("0", "1", "2", "5", "6", "7", "8"), reading.texts);
      assertEquals(3, reading.lost);
      assertEquals(List.of(), Logs.texts(reading.read(9, Duration.ZERO)), "told once");
      assertEquals(3, reading.lost);
      Logs.append(link, 10, 12);
      assertEquals(12, reading.until(12).texts.size() + reading.lost);
      assertEquals(3, reading.lost);
    }
  }

  @Test
  void anEvictedCounterIsAGapAndTheNextLogIsRead() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port())) {
      Logs.append(link, 0, 10);
      Reading reading = new Reading(link, Mail.START).more(5);
      assertEquals("DELETED", server.ask("delete " + Keys.of("test", "in").counter()).trim());
      Logs.append(link, 10, 13);
      reading.more(8);
      assertEquals(Logs.texts(0, 13), reading.texts, "what is left of the old log is read");
      assertEquals(1, reading.lost, "it is said that there may have been more");
    }
  }

  @Test
  void aRestartIsAGapAndTheNextLogIsRead() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port());
        MessageLink other = Logs.link(server.port())) {
      Logs.append(other, 0, 10);
      Reading reading = new Reading(link, Mail.START).more(5);
      server.kill();
      assertThrows(EngineException.class, () -> Logs.append(other, 99, 100));
      server.start();
      long begin = System.nanoTime();
      Logs.append(other, 10, 13);
      while (!reading.texts.contains("12")) {
        reading.read(9, Duration.ofSeconds(20));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(took.toMillis() < 2000, "connected again within " + took);
      assertTrue(reading.lost >= 1, "lost " + reading.lost);
      List<String> texts = reading.texts;
      assertEquals(Logs.texts(10, 13), texts.subList(texts.size() - 3, texts.size()));
    }
  }

  @Test
  void aRestartWithoutAnyMoreWritingIsToldToo() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port());
        MessageLink other = Logs.link(server.port())) {
      Logs.append(other, 0, 10);
      Reading reading = new Reading(link, Mail.START).more(10);
      Logs.append(other, 10, 20);
      server.kill();
      server.start();
      Mail mail = reading.read(9, Duration.ofSeconds(10));
      assertEquals(1, mail.lost());
      assertEquals(Mail.none(Mail.START), link.read("in", mail.position(), 9, Duration.ZERO));
    }
  }

  @Test
  void expiredLettersAreCountedAndAWaitingReaderKeepsItsLog() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link =
            new MemcachedMessages(
                Logs.settings(1000, Duration.ZERO, Duration.ofSeconds(3), server.port()))) {
      Logs.append(link, 0, 10);
      Reading reading = new Reading(link, Mail.START).more(10);
      // It waits for longer than the counter lives.
      assertEquals(0, reading.read(9, Duration.ofMillis(6_500)).lost());
      Logs.append(link, 10, 20);
      // The server ends letters after 3 to 4 seconds, and their counter after 5 to 6.
      Thread.sleep(4_200);
      Logs.append(link, 20, 23);
      reading.until(23);
      assertEquals(10, reading.lost, "those that nobody read in time");
      assertEquals(List.of("20", "21", "22"), reading.texts.subList(10, 13));
    }
  }

  @Test
  void aLifetimeOfMonthsIsNotOverAtOnce() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link =
            new MemcachedMessages(
                Logs.settings(1000, Duration.ZERO, Duration.ofDays(90), server.port()))) {
      Logs.append(link, 0, 3);
      assertEquals(Logs.texts(0, 3), new Reading(link, Mail.START).more(3).texts);
    }
  }

  @Test
  void aWriterThatDiedInTheMiddleHoldsUpNobodyForLong() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port())) {
      Logs.append(link, 0, 3);
      // As if a writer had reserved a frame of five letters and never stored it.
      String key = Keys.of("test", "in").counter();
      String reserved = server.ask("incr " + key + " " + Counter.step(1, 5)).trim();
      assertTrue(reserved.matches("\\d+"), reserved);
      Logs.append(link, 3, 5);
      long begin = System.nanoTime();
      Reading reading = new Reading(link, Mail.START).more(5);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertEquals(Logs.texts(0, 5), reading.texts);
      assertEquals(5, reading.lost);
      assertTrue(took.compareTo(Missing.GRACE) >= 0 && took.toSeconds() < 4, took::toString);
    }
  }

  @Test
  void aWriterThatComesTooLateWritesAtTheEnd() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port())) {
      MemcachedSettings settings = Logs.settings(1000, Duration.ZERO, HOUR, server.port());
      Logs.append(link, 0, 1);
      try (Line line = new Line(settings.servers().get(0), settings, Duration.ofSeconds(1))) {
        List<Draft> drafts = Draft.cut(List.of(Logs.letter("in", "late")));
        Sending sending = new Sending(Keys.of("test", "in"), drafts, HOUR);
        Counter reserved = sending.reserve(line);
        assertTrue(reserved != null && reserved.frames() == 2, () -> "" + reserved);
        Logs.append(link, 1, 2);
        Reading reading = new Reading(link, Mail.START).until(3);
        assertEquals(List.of("0", "1"), reading.texts);
        assertEquals(1, reading.lost);
        while (!sending.isDone()) {
          Sending unused = sending.on(line);
        }
        assertEquals(List.of("0", "1", "late"), reading.more(1).texts);
      }
    }
  }

  @Test
  void fullServerSaysSoAndWhatWasAcceptedIsRead() throws Exception {
    try (MemcachedServer server = MemcachedServer.running("-M", "-m", "8");
        MessageLink link = Logs.link(server.port());
        MessageLink reader = Logs.link(server.port())) {
      String large = "x".repeat(20_000);
      int[] written = {0};
      EngineException error =
          assertThrows(
              EngineException.class,
              () -> {
                for (; written[0] < 5000; written[0]++) {
                  link.append(List.of(Logs.letter("in", written[0] + " " + large)));
                }
              });
      assertTrue(String.valueOf(error.getMessage()).contains("memory"), error::getMessage);
      Reading reading = new Reading(reader, Mail.START);
      CompletableFuture<Void> failing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 50; i++) {
                  try {
                    link.append(List.of(Logs.letter("in", "more " + large)));
                  } catch (EngineException full) {
                    Thread.onSpinWait();
                  }
                }
              });
      reading.more(written[0]);
      failing.get(20, TimeUnit.SECONDS);
      List<String> first =
          reading.texts.stream().limit(written[0]).map(text -> text.split(" ")[0]).toList();
      assertEquals(Logs.texts(0, written[0]), first, "nothing that was accepted is missing");
    }
  }
}
