package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dispatcher that speaks on the thread of a loop. */
@Timeout(60)
@Tag("once")
class TickTest {
  private static final DispatcherSettings TICKING =
      DispatcherSettings.of(3).withDelivery(Delivery.ON_TICK);

  @Test
  void everythingIsSaidOnTheCallersThread() throws InterruptedException {
    Set<Thread> threads = new HashSet<>();
    List<String> order = new ArrayList<>();
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(TICKING)) {
      for (int i = 0; i < 9; i++) {
        Command command =
            Command.of("seq", "3")
                .withOutput(
                    Output.lines(
                        line -> {
                          threads.add(Thread.currentThread());
                          order.add("line of " + System.identityHashCode(line.execution()));
                        }));
        Execution execution = dispatcher.submit(command);
        CompletableFuture<Void> unused =
            execution
                .future()
                .thenAccept(
                    outcome -> {
                      threads.add(Thread.currentThread());
                      order.add("end of " + System.identityHashCode(execution));
                    });
      }
      int ticks = 0;
      while (dispatcher.tick()) {
        TimeUnit.MILLISECONDS.sleep(1);
        ticks++;
      }
      assertTrue(ticks > 0);
      assertEquals(Set.of(Thread.currentThread()), threads);
      assertEquals(9 * 4, order.size());
      for (String each : order) {
        String end = each.replace("line", "end");
        assertTrue(order.lastIndexOf(each) <= order.indexOf(end), "lines before the end");
      }
      assertEquals(9, dispatcher.finished().size());
      assertEquals(List.of(), dispatcher.finished());
      assertFalse(dispatcher.tick());
    }
  }

  @Test
  void dispatchSaysAllAndFinishedHasThemInOrder() throws InterruptedException {
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(TICKING)) {
      Execution slow = dispatcher.submit(Command.of("sleep", "0.3"));
      Execution quick = dispatcher.submit(Command.of("true"));
      Thread caller = Thread.currentThread();
      List<Thread> threads = new ArrayList<>();
      CompletableFuture<Void> unused =
          quick
              .future()
              .thenAccept(
                  outcome -> {
                    threads.add(Thread.currentThread());
                    dispatcher.submit(Command.of("echo", "more"));
                  });
      dispatcher.dispatch();
      assertSame(caller, threads.get(0));
      List<Outcome> finished = dispatcher.finished();
      assertEquals(3, finished.size());
      assertSame(quick.command(), finished.get(0).command());
      assertEquals("more\n", finished.get(1).output().text());
      assertSame(slow.command(), finished.get(2).command());
    }
  }

  @Test
  void nothingIsLostAndMemoryIsBoundedWhenTicksAreRare() throws InterruptedException {
    long[] bytes = {0};
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(TICKING)) {
      Command much =
          Command.of("sh", "-c", "yes 0123456789 | head -c 11000000")
              .withOutput(Output.lines(line -> bytes[0] += line.bytes().length + 1));
      Execution execution = dispatcher.submit(much);
      // The command cannot be done before somebody listens: a pipe and the queue hold far less.
      TimeUnit.MILLISECONDS.sleep(300);
      assertTrue(execution.pid().isPresent(), "it waits");
      dispatcher.dispatch();
      assertEquals(11_000_000, bytes[0]);
      assertTrue(execution.future().join().isSuccess());
      assertFalse(execution.future().join().isHeld());
    }
  }

  @Test
  void slowTicksAreNoGrandchild() throws InterruptedException {
    DispatcherSettings hasty = TICKING.withGrace(Duration.ofMillis(50));
    List<String> heard = new ArrayList<>();
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(hasty)) {
      // What is behind the queue's bound is still in the pipe when the command has ended.
      Command much =
          Command.of("sh", "-c", "sleep 0.2; yes 0123456789 | head -c 200000")
              .withOutput(
                  new Output.Lines(
                      line -> {
                        heard.add(line.text());
                        if (heard.size() % 1000 == 0) {
                          pause();
                        }
                      },
                      10));
      Execution execution = dispatcher.submit(much);
      dispatcher.dispatch();
      assertFalse(execution.future().join().isHeld());
      assertEquals(200_000 / 11 + 1, heard.stream().filter(line -> !line.isEmpty()).count());
    }
  }

  @Test
  void closingCompletesWhatIsOpen() {
    ProcessDispatcher dispatcher = ProcessDispatcher.open(TICKING);
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(dispatcher.submit(Command.of("sleep", "1000")));
    }
    dispatcher.close();
    for (Execution each : all) {
      assertEquals(End.CANCELLED, each.future().getNow(null).end());
    }
    dispatcher.close();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
