package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.coalescing;
import static io.revolve.provider.local.Engine.letter;
import static io.revolve.provider.local.Engine.parcel;
import static io.revolve.provider.local.Engine.texts;
import static io.revolve.provider.local.Engine.until;
import static io.revolve.provider.local.Engine.untilWaiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalMessageLinkTest {
  private final Engine engine = new Engine();
  private final LocalMessageLink link = engine.messages(5, Duration.ZERO);

  @Test
  void messagesAreReadInOrderFromAnyPosition() throws Exception {
    append("1", "2", "3");
    Mail two = read(Mail.START, 2);
    assertEquals(List.of("1", "2"), texts(two));
    append("4");
    assertEquals(List.of("3", "4"), texts(read(two.position(), 9)));
    assertEquals(List.of("3"), texts(read(two.position(), 1)));
    assertEquals(List.of("1", "2", "3", "4"), texts(read(Mail.START, 9)));
  }

  @Test
  void nothingNewLeavesThePosition() throws Exception {
    assertEquals(Mail.none(Mail.START), read(Mail.START, 9));
    append("1");
    String position = read(Mail.START, 9).position();
    assertEquals(Mail.none(position), read(position, 9));
  }

  @Test
  void anotherLinkReadsTheSameLog() throws Exception {
    append("1");
    LocalMessageLink other = engine.messages(5, Duration.ZERO);
    assertEquals(List.of("1"), texts(other.read("a", Mail.START, 9, Duration.ZERO)));
  }

  @Test
  void lettersToManyAddressesKeepEachItsOrder() throws Exception {
    link.append(
        List.of(
            new Letter("a", null, parcel("a1")),
            new Letter("b", null, parcel("b1")),
            new Letter("a", null, parcel("a2"))));
    assertEquals(List.of("a1", "a2"), texts(read(Mail.START, 9)));
    assertEquals(List.of("b1"), texts(link.read("b", Mail.START, 9, Duration.ZERO)));
  }

  @Test
  void anUnreadLetterGivesWayToALaterOneOfItsKey() throws Exception {
    append("event");
    link.append(List.of(coalescing("k", "10%"), coalescing("other", "x"), coalescing("k", "20%")));
    Mail mail = read(Mail.START, 9);
    assertEquals(List.of("event", "x", "20%"), texts(mail));
    link.append(List.of(coalescing("k", "30%")));
    assertEquals(List.of("30%"), texts(read(mail.position(), 9)));
    assertEquals(0, read(mail.position(), 9).lost());
  }

  @Test
  void coalescingTakesNoRoom() throws Exception {
    append("event");
    for (int i = 0; i < 1000; i++) {
      link.append(List.of(coalescing("k", "" + i)));
    }
    Mail mail = read(Mail.START, 9);
    assertEquals(List.of("event", "999"), texts(mail));
    assertEquals(0, mail.lost());
  }

  @Test
  void aFullLogDropsItsOldestAndSaysHowMany() throws Exception {
    append("1", "2", "3", "4", "5", "6", "7");
    Mail mail = read(Mail.START, 3);
    assertEquals(2, mail.lost());
    assertEquals(List.of("3", "4", "5"), texts(mail));
    append("8", "9", "10", "11");
    Mail rest = read(mail.position(), 9);
    assertEquals(1, rest.lost());
    assertEquals(List.of("7", "8", "9", "10", "11"), texts(rest));
    append("12");
    assertEquals(0, read(rest.position(), 9).lost());
  }

  @Test
  void readMessagesMakeRoomBeforeUnreadOnes() throws Exception {
    append("1", "2", "3", "4", "5");
    String position = read(Mail.START, 4).position();
    assertEquals(List.of("5"), texts(read(position, 9)));
    append("6", "7");
    Mail mail = read(position, 9);
    assertEquals(0, mail.lost());
    assertEquals(List.of("5", "6", "7"), texts(mail));
    assertEquals(2, read(Mail.START, 9).lost());
  }

  @Test
  void onlySoManyReadMessagesAreKept() throws Exception {
    LocalMessageLink wide = engine.messages(100_000, Duration.ZERO);
    wide.append(IntStream.range(0, 5000).mapToObj(i -> letter("" + i)).toList());
    String position = wide.read("a", Mail.START, 4000, Duration.ZERO).position();
    wide.read("a", position, 1, Duration.ZERO);
    Mail late = wide.read("a", Mail.START, 5000, Duration.ZERO);
    assertEquals(3000, late.lost());
    assertEquals("3000", texts(late).get(0));
    assertEquals(2000, late.parcels().size());
  }

  @Test
  void aWriterWaitsForASlowReader() throws Exception {
    LocalMessageLink patient = engine.messages(2, LONG);
    FutureTask<Boolean> writer =
        start(
            () -> {
              patient.append(List.of(letter("1"), letter("2"), letter("3"), letter("4")));
              return true;
            });
    Mail mail = read(Mail.START, 2);
    assertEquals(List.of("1", "2"), texts(mail));
    assertFalse(writer.isDone());
    assertEquals(0, read(mail.position(), 9).lost());
    writer.get(LONG.toSeconds(), TimeUnit.SECONDS);
    mail = read(mail.position(), 9);
    assertEquals(0, mail.lost());
    assertEquals(List.of("3", "4"), texts(mail));
  }

  @Test
  void anAbandonedLogIsWaitedForOnce() throws Exception {
    LocalMessageLink patient = engine.messages(2, Duration.ofMillis(100));
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      patient.append(List.of(letter("" + i)));
    }
    long took = System.nanoTime() - start;
    assertTrue(took >= 100_000_000 && took < 5_000_000_000L, took + " ns");
    assertEquals(98, read(Mail.START, 9).lost());
  }

  @Test
  void anInterruptedWriterWaitsOnAndStillDelivers() throws Exception {
    LocalMessageLink patient = engine.messages(1, LONG);
    append("1");
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              patient.append(List.of(letter("2")));
              return Thread.interrupted();
            });
    Thread writer = new Thread(task);
    writer.start();
    untilWaiting(writer);
    writer.interrupt();
    until(() -> !writer.isInterrupted());
    untilWaiting(writer);
    Mail mail = read(Mail.START, 9);
    assertEquals(List.of("1"), texts(mail));
    read(mail.position(), 9);
    assertTrue(task.get(LONG.toSeconds(), TimeUnit.SECONDS), "the interrupt was swallowed");
    assertEquals(List.of("2"), texts(read(mail.position(), 9)));
  }

  @Test
  void aWaitingReaderIsWoken() throws Exception {
    FutureTask<Mail> reader = start(() -> link.read("a", Mail.START, 9, LONG));
    append("1");
    assertEquals(List.of("1"), texts(reader.get(LONG.toSeconds(), TimeUnit.SECONDS)));
    FutureTask<Mail> woken = start(() -> link.read("b", Mail.START, 9, LONG));
    link.wake();
    assertEquals(Mail.none(""), woken.get(LONG.toSeconds(), TimeUnit.SECONDS));
    FutureTask<Mail> closed = start(() -> link.read("b", Mail.START, 9, LONG));
    link.close();
    assertEquals(Mail.none(""), closed.get(LONG.toSeconds(), TimeUnit.SECONDS));
    assertThrows(EngineException.class, () -> append("2"));
  }

  @Test
  void aReaderWaitsThroughTheForgettingOfItsAddress() throws Exception {
    FutureTask<Mail> reader = start(() -> link.read("a", Mail.START, 9, LONG));
    link.forget("a");
    append("1");
    assertEquals(List.of("1"), texts(reader.get(LONG.toSeconds(), TimeUnit.SECONDS)));
  }

  @Test
  void arrivalsAreToldUntilForgottenOrClosed() throws Exception {
    AtomicInteger told = new AtomicInteger();
    LocalMessageLink other = engine.messages(5, Duration.ZERO);
    assertTrue(link.onArrival("a", told::incrementAndGet));
    assertTrue(other.onArrival("a", told::incrementAndGet));
    append("1", "2");
    assertEquals(2, told.get());
    other.close();
    append("3");
    assertEquals(3, told.get());
    link.forget("a");
    append("4");
    assertEquals(3, told.get());
  }

  @Test
  void anArrivalThatFailsStopsNothing() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Logger log = Logger.getLogger(LocalMessageLink.class.getName());
    log.setLevel(Level.OFF);
    link.onArrival(
        "a",
        () -> {
          throw new IllegalStateException("on purpose");
        });
    link.onArrival("a", told::incrementAndGet);
    append("1");
    log.setLevel(null);
    assertEquals(1, told.get());
  }

  @Test
  void anArrivalMayReadAndWrite() throws Exception {
    List<String> read = new ArrayList<>();
    link.onArrival(
        "a",
        () -> {
          read.addAll(readNow());
          link.append(List.of(new Letter("b", null, parcel("answer"))));
        });
    append("1");
    assertEquals(List.of("1"), read);
    assertEquals(List.of("answer"), texts(link.read("b", Mail.START, 9, Duration.ZERO)));
  }

  @Test
  void aPositionOfAForgottenLogMissesNothingOfItsSuccessor() throws Exception {
    append("1", "2", "3");
    String position = read(Mail.START, 9).position();
    link.forget("a");
    append("4", "5", "6", "7");
    assertEquals(List.of("4", "5", "6", "7"), texts(read(Mail.START, 9)));
    Mail mail = read(position, 9);
    assertEquals(List.of("4", "5", "6", "7"), texts(mail));
    assertEquals(0, mail.lost());
  }

  @Test
  void logsThatNobodyUsesAreDropped() throws Exception {
    LocalLogs logs = engine.spaces.enter("test").logs;
    AtomicInteger told = new AtomicInteger();
    link.onArrival("listened", told::incrementAndGet);
    append("1");
    String position = read(Mail.START, 9).position();
    logs.age();
    assertEquals(List.of("1"), texts(read(Mail.START, 9)));
    read(position, 9);
    logs.age();
    // Passed before the last look: not kept for a second reader any longer.
    logs.age();
    assertEquals(List.of(), texts(read(Mail.START, 9)));
    assertTrue(logs.existing("listened") != null);
    logs.age();
    logs.age();
    assertTrue(logs.existing("a") == null);
  }

  @Test
  void aForeignPositionIsRefused() {
    append("1");
    assertThrows(IllegalArgumentException.class, () -> read("not-mine", 1));
  }

  @Test
  void manyWritersLoseNothingAndKeepTheirOrder() throws Exception {
    LocalMessageLink patient = engine.messages(100, LONG);
    int writers = 4;
    int each = 5000;
    for (int w = 0; w < writers; w++) {
      String name = "w" + w;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  patient.append(List.of(letter(name), letter(name + ":" + i)));
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    int[] next = new int[writers];
    String position = Mail.START;
    for (int got = 0; got < writers * each * 2; ) {
      Mail mail = patient.read("a", position, 64, LONG);
      assertEquals(0, mail.lost());
      position = mail.position();
      got += mail.parcels().size();
      for (String text : texts(mail)) {
        if (text.contains(":")) {
          int writer = text.charAt(1) - '0';
          assertEquals("w" + writer + ":" + next[writer]++, text);
        }
      }
    }
  }

  private void append(String... texts) {
    link.append(List.of(texts).stream().map(Engine::letter).toList());
  }

  private Mail read(String after, int max) throws InterruptedException {
    return link.read("a", after, max, Duration.ZERO);
  }

  private List<String> readNow() {
    try {
      return texts(read(Mail.START, 9));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> FutureTask<T> start(Callable<T> action) {
    FutureTask<T> task = new FutureTask<>(action);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    untilWaiting(thread);
    return task;
  }
}
