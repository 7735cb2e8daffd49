package io.revolve.core.client;

import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.WireMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a client follows, by id, until their end was heard. Thread safe.
 *
 * <p>Some that have ended are remembered a while, since a messenger may still hold what they wrote.
 */
final class Followed implements Reading.Following {

  private static final int REMEMBERED = 1024;

  private final ConcurrentMap<String, TaskHandle> tasks = new ConcurrentHashMap<>();

  /** Further objects for a task that is followed already: duplicates, and tasks found twice. */
  private final ConcurrentMap<String, List<TaskHandle>> twins = new ConcurrentHashMap<>();

  /** The last that have ended, in a ring: most are never looked for, so they are not sorted. */
  private final AtomicReferenceArray<TaskHandle> ended = new AtomicReferenceArray<>(REMEMBERED);

  private final AtomicInteger endings = new AtomicInteger();

  void add(String id, TaskHandle task) {
    TaskHandle first = tasks.putIfAbsent(id, task);
    if (first != null && first != task) {
      twins.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(task);
    }
  }

  void remove(String id, TaskHandle task) {
    tasks.remove(id, task);
    if (!twins.isEmpty()) {
      List<TaskHandle> others = twins.get(id);
      if (others != null) {
        others.remove(task);
        if (others.isEmpty()) {
          twins.remove(id, others);
        }
      }
    }
  }

  /** Remembers a task that has ended, for what a messenger still holds of it. */
  void remember(TaskHandle task) {
    ended.setRelease(endings.getAndIncrement() & (REMEMBERED - 1), task);
  }

  private @Nullable TaskHandle remembered(String id) {
    for (int i = 0; i < REMEMBERED; i++) {
      TaskHandle task = ended.getAcquire(i);
      if (task != null && task.id().equals(id)) {
        return task;
      }
    }
    return null;
  }

  @Override
  public void receive(WireMessage message, @Nullable Object place) {
    String id = message.about().task();
    TaskHandle task = tasks.get(id);
    if (task == null && place != null) {
      task = remembered(id);
    }
    if (task != null) {
      task.receive(message, place);
    }
    if (!twins.isEmpty()) {
      List<TaskHandle> others = twins.get(id);
      if (others != null) {
        others.forEach(other -> other.receive(message, place));
      }
    }
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  /** All that are followed, in no order; tasks may come and go meanwhile. */
  Iterator<TaskHandle> iterator() {
    return tasks.values().iterator();
  }

  /** All of one id. */
  List<TaskHandle> of(String id) {
    List<TaskHandle> all = new ArrayList<>();
    TaskHandle task = tasks.get(id);
    if (task != null) {
      all.add(task);
    }
    all.addAll(twins.getOrDefault(id, List.of()));
    return all;
  }
}
