package io.revolve.provider.process.pool;

import io.revolve.provider.process.tree.Warden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes, and replaces those that have gone; the more of them fail to start in a row, the
 * slower. Thread safe.
 */
final class Hiring {
  private static final System.Logger LOGGER = System.getLogger(Hiring.class.getName());
  private static final int AT_ONCE = 8;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration ENDING = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int MOST_DOUBLINGS = 12;

  private final PoolSettings settings;
  private final Staff staff;
  private final Doorman door;

  /** What the marks of all its processes begin with. */
  private final String family = UUID.randomUUID().toString();

  /** Ends those that do not notice that this JVM has. */
  private final Warden warden;

  private final ScheduledThreadPoolExecutor threads;

  /** Looks at times and limits; null if there are none. */
  private final @Nullable ScheduledThreadPoolExecutor looks;

  /** How many are being started, or will be after a pause; guarded by the staff. */
  private int coming;

  /** How many in a row have not answered a call; guarded by the staff. */
  private int failures;

  Hiring(PoolSettings settings, Staff staff) {
    this.settings = settings;
    this.staff = staff;
    door = Doorman.of(settings);
    warden = new Warden(Child.MARK + "=" + family, settings.timeouts().stop());
    threads = daemons(Math.min(AT_ONCE, most(settings)), "revolve-process-starter");
    threads.setKeepAliveTime(10, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    looks = looksAtAll(settings) ? daemons(1, "revolve-process-looks") : null;
  }

  private static ScheduledThreadPoolExecutor daemons(int count, String name) {
    return new ScheduledThreadPoolExecutor(
        count,
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static int most(PoolSettings settings) {
    return Math.max(settings.workers(), settings.options().mostWorkers());
  }

  private static boolean looksAtAll(PoolSettings settings) {
    PoolSettings.Limits limits = settings.limits();
    return most(settings) > settings.workers()
        || !settings.timeouts().call().isZero()
        || !limits.idle().isZero()
        || !limits.life().isZero()
        || limits.memory() > 0;
  }

  private void look() {
    try {
      staff.look(System.nanoTime());
    } catch (RuntimeException | Error e) { // Another look may fare better, and must come.
      LOGGER.log(System.Logger.Level.WARNING, "cannot look after the processes", e);
    }
  }

  /** Starts the first ones, and waits for them. */
  void first(int count) throws InterruptedException {
    if (looks != null) {
      long pause = LOOK.toNanos();
      Future<?> unused =
          looks.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }
    List<Future<?>> starts = new ArrayList<>();
    staff.lock.lock();
    try {
      coming += count;
    } finally {
      staff.lock.unlock();
    }
    for (int i = 0; i < count; i++) {
      starts.add(threads.submit(this::start));
    }
    for (Future<?> start : starts) {
      try {
        Object unused = start.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof PoolException.BootFailed why) {
          throw why;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void start() {
    boolean isThere = false;
    try {
      warden.ensure();
      Started started = settings.protocol().hasHello() ? greeted() : Silent.start(settings, family);
      int calls = settings.options().fresh() ? 1 : settings.limits().calls();
      // Not all at once, or the pool would be without processes now and then.
      int more = calls == 0 ? 0 : ThreadLocalRandom.current().nextInt(calls / 10 + 1);
      Member member = new Member(staff, settings, started.child(), started.greeted(), calls + more);
      isThere = true;
      staff.joined(member);
      member.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isThere) {
        staff.lock.lock();
        try {
          arrived();
        } finally {
          staff.lock.unlock();
        }
      }
    }
  }

  /** How many more may be started now. The staff must be locked. */
  int free() {
    return AT_ONCE - coming;
  }

  private Started greeted() throws InterruptedException {
    Child child = Child.start(settings, family, door.address(), door.usesStreams());
    return new Started(child, door.greet(child));
  }

  /** One that was on its way is not any more. The staff must be locked. */
  void arrived() {
    coming--;
  }

  /** A process has answered a call. The staff must be locked. */
  void works() {
    failures = 0;
  }

  /**
   * A process has ended, or could not be started, without answering one. The staff must be locked.
   */
  void failed() {
    failures++;
  }

  /** Starts as many as are missing. The staff must be locked. */
  void replace(int missing) {
    for (int i = coming; i < missing && !threads.isShutdown(); i++) {
      coming++;
      Future<?> unused = threads.schedule(this::startAgain, pause(), TimeUnit.MILLISECONDS);
    }
  }

  private void startAgain() {
    try {
      start();
    } catch (PoolException.BootFailed e) {
      LOGGER.log(System.Logger.Level.WARNING, "{0}; trying again", e.getMessage());
      staff.bootFailed(e);
    } catch (RuntimeException | Error e) { // The system has no more of something.
      LOGGER.log(System.Logger.Level.WARNING, "cannot start a process; trying again", e);
      staff.bootFailed(new PoolException.BootFailed("cannot start a process: " + e));
    }
  }

  private long pause() {
    if (failures == 0) {
      return 0;
    }
    long longest =
        Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }

  /** Starts no more. */
  void stop() {
    List<Runnable> unused = threads.shutdownNow();
    if (looks != null) {
      List<Runnable> unusedToo = looks.shutdownNow();
    }
    door.close();
  }

  /** Waits a while until none is being started any more; false if one still is. */
  boolean awaitStop() {
    try {
      return threads.awaitTermination(ENDING.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All processes have ended: nobody need watch over them. */
  void close() {
    warden.close();
  }
}
