package io.revolve.core.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.core.codec.Codec;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Letter;
import io.revolve.spi.Parcel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads an inbox whose link tells of no arrivals: its own thread, or one that leads. */
@Timeout(30)
class InboxTest {

  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);

  private record Heard(long number, Thread thread) {}

  private final WireFormat format = new WireFormat(new Codec());
  private final ListedMessages link = new ListedMessages();
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private Runnable whileTaken = () -> {};
  private final Inbox inbox = new Inbox(link, "here", format, this::take);

  @AfterEach
  void close() {
    inbox.close();
  }

  private void take(WireMessage message) {
    heard.add(new Heard(message.sequence(), Thread.currentThread()));
    whileTaken.run();
  }

  @Test
  void itsOwnThreadReadsWhileNobodyLeads() throws Exception {
    inbox.open();
    send(1);
    assertTrue(heard.take().thread().getName().contains("inbox"));
  }

  @Test
  void whoLeadsReadsOnItsOwnThread() throws Exception {
    inbox.open();
    long first = becomeLeader();
    int own = 0;
    for (long i = first + 1; i <= first + 100; i++) {
      send(i);
      leadUntil(() -> !heard.isEmpty());
      Heard next = heard.take();
      assertEquals(i, next.number());
      own += next.thread().equals(Thread.currentThread()) ? 1 : 0;
    }
    assertTrue(own > 50, "read by the leader: " + own); // The rest of the machine may stop it.
  }

  @Test
  void itsOwnThreadReadsOnWhenTheLeaderHasLeft() throws Exception {
    inbox.open();
    send(becomeLeader() + 1);
    assertTrue(heard.take().thread().getName().contains("inbox"));
  }

  @Test
  void aMessageThatIsBeingTakenIsNotOvertakenByOneThatIsReadMeanwhile() throws Exception {
    List<Long> ended = new ArrayList<>();
    whileTaken =
        () -> {
          try {
            assertFalse(inbox.lead(LONG, () -> true));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          ended.add((long) heard.size());
        };
    send(1, 2, 3);
    inbox.open();
    leadUntil(() -> heard.size() == 3);
    assertEquals(List.of(1L, 2L, 3L), ended);
  }

  @Test
  void aLeaderIsWokenToLookAtWhatItWaitsFor() throws Exception {
    inbox.open();
    long unused = becomeLeader();
    Thread leader = Thread.currentThread();
    AtomicBoolean ready = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (link.waiting() != leader) {
                LockSupport.parkNanos(SHORT);
              }
              ready.set(true);
              inbox.wakeLeader();
            });
    other.start();
    int before = link.timeouts();
    leadUntil(ready::get);
    other.join();
    assertEquals(before, link.timeouts());
  }

  @Test
  void aLeaderThatIsInterruptedSaysSo() {
    inbox.open();
    send(1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> leadUntil(() -> false));
  }

  @Test
  void nobodyLeadsAnInboxThatIsClosed() throws Exception {
    inbox.open();
    inbox.close();
    assertFalse(inbox.lead(LONG, () -> true));
  }

  @Test
  void ofSeveralThatWaitEachGoesOnWithWhatItWaitsFor() throws Exception {
    int threads = 6;
    int rounds = 300;
    Map<Long, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
    BlockingQueue<Long> wanted = new LinkedBlockingQueue<>();
    whileTaken = () -> ends.remove(heard.remove().number()).complete(null);
    inbox.open();
    List<CompletableFuture<Void>> waiters = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long first = 1L + (long) i * rounds;
      waiters.add(
          CompletableFuture.runAsync(
              () -> {
                for (long number = first; number < first + rounds; number++) {
                  CompletableFuture<Void> end = new CompletableFuture<>();
                  ends.put(number, end);
                  wanted.add(number);
                  await(end);
                }
              },
              task -> new Thread(task).start()));
    }
    for (int i = 0; i < threads * rounds; i++) {
      send(wanted.take());
    }
    for (CompletableFuture<Void> waiter : waiters) {
      waiter.get();
    }
    assertEquals(0, link.timeouts(), "nobody has slept over what was there");
  }

  private void await(CompletableFuture<Void> end) {
    Thread self = Thread.currentThread();
    CompletableFuture<Void> unused = end.whenComplete((result, error) -> inbox.call(self));
    try {
      inbox.await(end::isDone, LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertTrue(end.isDone());
  }

  @Test
  void whoAwaitsIsCalledToLookAgain() throws Exception {
    inbox.open();
    Thread waiter = Thread.currentThread();
    AtomicBoolean ready = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (link.waiting() == null) {
                LockSupport.parkNanos(SHORT);
              }
              ready.set(true);
              inbox.call(waiter);
            });
    other.start();
    inbox.await(ready::get, LONG);
    other.join();
    assertTrue(ready.get());
    assertEquals(0, link.timeouts());
  }

  @Test
  void whoAwaitsNoLongerThanAWhileReturns() throws Exception {
    inbox.open();
    inbox.await(() -> false, SHORT);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> inbox.await(() -> false, LONG));
    inbox.close();
    inbox.await(() -> false, LONG);
  }

  /** Sends from 1 on until a message is read by this thread; which one that was. */
  private long becomeLeader() throws InterruptedException {
    for (long i = 1; ; i++) {
      send(i);
      leadUntil(() -> !heard.isEmpty());
      if (heard.take().thread().equals(Thread.currentThread())) {
        return i;
      }
    }
  }

  private void leadUntil(BooleanSupplier over) throws InterruptedException {
    while (!over.getAsBoolean()) {
      if (!inbox.lead(LONG, () -> !over.getAsBoolean())) {
        LockSupport.parkNanos(SHORT);
      }
    }
  }

  private void send(long... numbers) {
    List<Letter> letters = new ArrayList<>();
    for (long number : numbers) {
      MessageHeader header = new MessageHeader("t", "output", number, 0, 1, 0, Body.JSON, "");
      letters.add(new Letter("here", null, Parcel.of(format.write(header), new byte[0])));
    }
    link.append(letters);
  }
}
