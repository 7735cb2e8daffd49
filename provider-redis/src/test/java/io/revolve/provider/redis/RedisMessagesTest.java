package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of messages that are trimmed, lost or begun anew under their reader. */
class RedisMessagesTest {

  private static final int BOUND = 50;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private RedisServer server;

  @SuppressWarnings("NullAway.Init")
  private Room room;

  @SuppressWarnings("NullAway.Init")
  private MessageLink link;

  @BeforeEach
  void open() {
    server = new RedisServer(folder.resolve("data"), "--appendfsync", "always");
    room = Rooms.at(server.port(), "messages", BOUND, "wait", "PT0S");
    link = room.messageLink();
  }

  @AfterEach
  void close() {
    room.close();
    server.close();
  }

  @Test
  void positionOutlivesItsReaderAndTheServer() throws Exception {
    append(0, 30);
    Reading reading = new Reading(link, Mail.START).until(10);
    server.kill();
    server.start();
    Reading rest = new Reading(room.messageLink(), reading.position).until(20);
    assertEquals(texts(10, 30), rest.texts);
    assertEquals(0, rest.lost);
  }

  @Test
  void whatTheBoundTookIsCountedExactly() throws Exception {
    append(0, 10);
    Reading before = new Reading(link, Mail.START).until(10);
    append(10, 1000);
    Reading rest = new Reading(link, before.position).all();
    assertNewest(rest);
    assertEquals(rest.first() - 10, rest.lost);
  }

  @Test
  void whatTheBoundTookBeforeTheFirstReaderIsCountedToo() throws Exception {
    append(0, 1000);
    Reading all = new Reading(link, Mail.START).all();
    assertNewest(all);
    assertEquals(all.first(), all.lost);
  }

  private static void assertNewest(Reading reading) {
    assertEquals(texts(reading.first(), 1000), reading.texts, "the newest, without a hole");
    assertTrue(reading.texts.size() >= BOUND, "at least what the bound keeps");
    assertTrue(reading.lost > 0, "something was dropped");
  }

  @Test
  void whatWasReadAndLetGoIsNotLost() throws Exception {
    Reading reading = new Reading(link, Mail.START);
    for (int i = 0; i < 2000; i += 40) {
      append(i, i + 40);
      reading.until(i + 40);
    }
    assertEquals(texts(0, 2000), reading.texts);
    assertEquals(0, reading.lost);
    Reading later = new Reading(link, Mail.START).all();
    assertTrue(later.first() > 0, "not all is kept for a second reader");
    assertEquals(0, later.lost, "all of it was read before");
  }

  @Test
  void lostLogIsNoticedAndTheNextOneIsRead() throws Exception {
    append(0, 30);
    Reading reading = new Reading(link, Mail.START).until(10);
    assertEquals("+OK", server.ask("FLUSHALL").trim());
    CompletableFuture<Mail> waiting = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                waiting.complete(link.read("in", reading.position, 100, Duration.ofMinutes(1)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    reader.setDaemon(true);
    reader.start();
    Until.holds("it waits", () -> server.ask("INFO clients").contains("blocked_clients:1"));
    append(100, 101);
    Mail mail = waiting.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
    assertEquals(texts(100, 101), texts(mail));
    assertEquals(0, mail.lost(), "nobody knows what the old log held, and it is not made up");

    assertEquals("+OK", server.ask("FLUSHALL").trim());
    append(0, 1000);
    Reading next = new Reading(link, mail.position()).all();
    assertNewest(next);
    assertEquals(next.first(), next.lost, "what the new log dropped is known");
  }

  @Test
  void positionThatIsAheadOfItsLogDoesNotWaitForEver() throws Exception {
    append(0, 3);
    Reading reading = new Reading(link, Mail.START).until(3);
    // As after a failover to a replica that had not got the last messages.
    String ahead = Long.toString(Long.parseLong(reading.position) + 1000);
    Reading again = new Reading(link, ahead).until(3);
    assertEquals(texts(0, 3), again.texts, "what is there is read again");
    append(3, 4);
    assertEquals(texts(0, 4), again.until(4).texts);
  }

  private void append(int from, int to) {
    for (String text : texts(from, to)) {
      Parcel parcel =
          Parcel.of("{}".getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
      link.append(List.of(new Letter("in", null, parcel)));
    }
  }

  /** What one reader has read. */
  private static final class Reading {
    final MessageLink link;
    final List<String> texts = new ArrayList<>();
    String position;
    long lost;

    Reading(MessageLink link, String position) {
      this.link = link;
      this.position = position;
    }

    Reading until(int count) throws InterruptedException {
      while (texts.size() < count) {
        read(count - texts.size(), Duration.ofMinutes(1));
      }
      return this;
    }

    Reading all() throws InterruptedException {
      boolean more = true;
      while (more) {
        more = read(7, Duration.ZERO);
      }
      return this;
    }

    private boolean read(int max, Duration wait) throws InterruptedException {
      Mail mail = link.read("in", position, max, wait);
      position = mail.position();
      lost += mail.lost();
      texts.addAll(RedisMessagesTest.texts(mail));
      return !mail.parcels().isEmpty();
    }

    int first() {
      return Integer.parseInt(texts.get(0));
    }
  }

  private static List<String> texts(Mail mail) {
    return mail.parcels().stream()
        .map(each -> new String(each.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }
}
