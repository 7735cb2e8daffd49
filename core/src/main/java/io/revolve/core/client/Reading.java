package io.revolve.core.client;

import io.revolve.core.messenger.Inbox;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.messenger.MessengerLog;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The client's reads: runs listeners on the caller's thread, one at a time, for the tasks that have
 * something to say.
 */
final class Reading {

  /** While a messenger is waited for, how often the client's own inbox is looked at. */
  private static final Duration SLICE = Duration.ofMillis(20);

  private final Following following;
  private final Inbox inbox;
  private final String address;

  /** The tasks that have something to say; guarded by {@code readyLock}. */
  private List<TaskHandle> ready = new ArrayList<>();

  private final Object readyLock = new Object();

  /** Held by the thread that runs listeners. */
  private final ReentrantLock reading = new ReentrantLock();

  private final ReentrantLock arrivals = new ReentrantLock();
  private final Condition arrival = arrivals.newCondition();
  private final AtomicInteger sleepers = new AtomicInteger();

  /** How far each messenger was read; guarded by {@code reading}. */
  private final Map<LinkMessenger, MessengerLog> messengers = new WeakHashMap<>();

  Reading(Following following, Inbox inbox, String address) {
    this.following = following;
    this.inbox = inbox;
    this.address = address;
  }

  /** A task has something for its listeners. */
  void ready(TaskHandle task) {
    synchronized (readyLock) {
      ready.add(task);
    }
    arrived();
  }

  /** Something has come to the inbox, or is ready. */
  void arrived() {
    if (sleepers.get() > 0) {
      arrivals.lock();
      try {
        arrival.signalAll();
      } finally {
        arrivals.unlock();
      }
    }
    inbox.wakeLeader();
  }

  int read(@Nullable LinkMessenger messenger, Duration wait) throws InterruptedException {
    if (reading.isHeldByCurrentThread()) {
      return 0; // A listener that reads: its reader goes on when it returns.
    }
    int calls = round(messenger);
    long end = System.nanoTime() + wait.toNanos();
    while (calls == 0) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      if (messenger != null) {
        sleep(Math.min(left, SLICE.toNanos()));
      } else if (!inbox.lead(left, this::isNothingReady)) {
        sleep(left);
      }
      calls = round(messenger);
    }
    return calls;
  }

  private int round(@Nullable LinkMessenger messenger) throws InterruptedException {
    reading.lock();
    try {
      inbox.drainIfArrived();
      // What ended by now may say so, once the messenger was read: whatever a task wrote there
      // before its end is there by now.
      List<TaskHandle> tasks = taken();
      if (messenger != null) {
        tasks.forEach(TaskHandle::release);
        take(messenger);
        List<TaskHandle> more = taken();
        more.forEach(TaskHandle::taken);
        tasks.addAll(more);
      }
      int calls = 0;
      for (TaskHandle task : tasks) {
        calls += task.dispatch(messenger == null);
      }
      return calls;
    } finally {
      reading.unlock();
    }
  }

  private List<TaskHandle> taken() {
    synchronized (readyLock) {
      List<TaskHandle> tasks = ready;
      ready = new ArrayList<>();
      return tasks;
    }
  }

  private boolean isNothingReady() {
    synchronized (readyLock) {
      return ready.isEmpty();
    }
  }

  private void take(LinkMessenger messenger) throws InterruptedException {
    MessengerLog log =
        messengers.computeIfAbsent(messenger, m -> m.log(LinkMessenger.address(address)));
    List<WireMessage> messages = log.read(Duration.ZERO);
    while (!messages.isEmpty()) {
      for (WireMessage message : messages) {
        following.receive(message, messenger);
      }
      messages = log.read(Duration.ZERO);
    }
  }

  private void sleep(long nanos) throws InterruptedException {
    arrivals.lockInterruptibly();
    try {
      sleepers.incrementAndGet();
      long left = nanos;
      while (isNothingReady() && !inbox.hasArrived() && left > 0) {
        left = arrival.awaitNanos(left);
      }
    } finally {
      sleepers.decrementAndGet();
      arrivals.unlock();
    }
  }

  /** Where the messages' tasks are. */
  interface Following {
    void receive(WireMessage message, @Nullable Object place);
  }
}
