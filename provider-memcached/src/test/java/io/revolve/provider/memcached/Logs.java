package io.revolve.provider.memcached;

import io.revolve.spi.Config.Address;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbered letters, written to and read from links. */
final class Logs {

  private Logs() {}

  /** A link whose calls may take a second, to servers at ports, with all settings as usual. */
  static MessageLink link(int... ports) {
    return new MemcachedMessages(settings(100_000, Duration.ZERO, Duration.ofHours(1), ports));
  }

  static MemcachedSettings settings(int unread, Duration patience, Duration life, int... ports) {
    return new MemcachedSettings(
        IntStream.of(ports).mapToObj(port -> new Address("127.0.0.1", port)).toList(),
        "test",
        Duration.ofSeconds(1),
        1_000_000,
        Duration.ofMillis(100),
        new MemcachedSettings.Log(unread, patience, life));
  }

  static Letter letter(String address, String text) {
    return new Letter(address, null, parcel(text));
  }

  static Parcel parcel(String text) {
    return Parcel.of("{}".getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends the numbers from one to below another, one by one. */
  static void append(MessageLink link, int from, int to) {
    texts(from, to).forEach(text -> link.append(List.of(letter("in", text))));
  }

  static List<String> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  static List<String> texts(Mail mail) {
    return mail.parcels().stream()
        .map(each -> new String(each.body(), StandardCharsets.UTF_8))
        .toList();
  }

  static Stream<Integer> numbers(List<String> texts) {
    return texts.stream().map(Integer::valueOf);
  }

  /** What one reader has read at the address "in". */
  static final class Reading {
    private static final Duration BOUND = Duration.ofMinutes(1);
    final MessageLink link;
    final List<String> texts = new ArrayList<>();
    String position;
    long lost;

    Reading(MessageLink link, String position) {
      this.link = link;
      this.position = position;
    }

    /** Reads so many letters more. */
    Reading more(int count) throws InterruptedException {
      int end = texts.size() + count;
      long begin = System.nanoTime();
      while (texts.size() < end) {
        read(end - texts.size(), Duration.ofSeconds(10));
        checkTime(begin);
      }
      return this;
    }

    /** Reads until letters and losses together are so many. */
    Reading until(int sum) throws InterruptedException {
      long begin = System.nanoTime();
      while (texts.size() + lost < sum) {
        read(100, Duration.ofSeconds(10));
        checkTime(begin);
      }
      return this;
    }

    private void checkTime(long begin) {
      if (System.nanoTime() - begin > BOUND.toNanos()) {
        throw new AssertionError("read " + texts.size() + ", lost " + lost + ", and no more");
      }
    }

    Mail read(int max, Duration wait) throws InterruptedException {
      Mail mail = link.read("in", position, max, wait);
      position = mail.position();
      lost += mail.lost();
      texts.addAll(Logs.texts(mail));
      return mail;
    }
  }
}
