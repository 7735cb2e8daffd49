package io.revolve.examples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Some worker JVMs: "worker 1", "worker 2" and so on, the oldest first. */
final class Crew implements AutoCloseable {
  private final Class<?> main;
  private final String[] args;
  private final Deque<WorkerJvm> workers = new ArrayDeque<>();
  private int started;

  /** Starts them all at the same time, and returns when they have started. */
  Crew(int size, Class<?> main, String... args) {
    this.main = main;
    this.args = args;
    while (started < size) {
      start();
    }
    workers.forEach(WorkerJvm::awaitStart);
  }

  private WorkerJvm start() {
    started++;
    WorkerJvm next = new WorkerJvm("worker " + started, main, args);
    workers.add(next);
    return next;
  }

  /** Kills the oldest and starts another one, for which it does not wait; says so. */
  String replaceOldest() {
    WorkerJvm oldest = workers.remove();
    oldest.kill();
    return "kill -9 " + oldest + ", " + start() + " takes its place";
  }

  /** All end at the same time, in good order. */
  @Override
  public void close() {
    workers.parallelStream().forEach(WorkerJvm::close);
  }

  @Override
  public String toString() {
    return workers.stream().map(WorkerJvm::toString).collect(Collectors.joining(", "));
  }
}
