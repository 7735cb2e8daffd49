package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a worker gets its jobs: from the servers, and of those that wait here to be run again. Its
 * connections have a loop of their own: who comes for jobs reads them, and need not be told by who
 * waits for messages. Thread safe.
 */
final class Supply {

  /** Who is given so many at once works on short ones. */
  private static final int MANY = 4;

  private final Loop loop = new Loop();
  private final Taking taking;
  private final Waiting waiting = new Waiting();
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile boolean stopped;

  Supply(GearmanSettings settings, Functions functions) {
    taking = new Taking(settings, functions, loop);
  }

  /**
   * Gets jobs, as soon as there is one.
   *
   * @return at most {@code max}; none after {@code wait} or {@link #wake()}
   */
  List<Taken> take(LeaseRequest request, int max, Duration wait) throws InterruptedException {
    int round = wakes.get();
    long end = System.nanoTime() + wait.toNanos();
    taking.offer(request);
    while (true) {
      long now = System.nanoTime();
      List<Taken> jobs = waiting.due(now, max);
      jobs.addAll(taking.poll(max - jobs.size()));
      if (jobs.size() >= MANY && wakes.get() == round) {
        long unused = taking.want(max, now); // They are short, and the next will be wanted soon.
      }
      if (!jobs.isEmpty() || end - now <= 0 || wakes.get() != round || stopped) {
        return jobs;
      }
      long next = Math.min(taking.want(max, now), waiting.next(now));
      long until = Math.min(end, now + next);
      if (!loop.await(
          () -> taking.hasArrived() || taking.mayAsk(max) || wakes.get() != round, until)) {
        taking.check();
      }
    }
  }

  /** Makes every call of {@link #take} that now waits return early. */
  void wake() {
    wakes.incrementAndGet();
    loop.wake();
  }

  /** Hears what there is to hear: so it is known which connections are lost, and their jobs. */
  void look() {
    loop.poll();
  }

  /** Has a job that is held here handed out again. */
  void again(Taken job, Duration delay) {
    waiting.add(job, System.nanoTime() + delay.toNanos());
  }

  /** Returns when the servers have done what was said of jobs that were taken here. */
  void settle(List<Errand> errands) {
    taking.settle(errands);
  }

  /** Those that were to be handed out again, and now are not. */
  List<Waiting.Again> stop() {
    stopped = true;
    wakes.incrementAndGet();
    return waiting.drain();
  }

  /** Lets go of the connections, and with them of the jobs that are held here. */
  void close() {
    loop.close();
  }
}
