package io.revolve.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a worker last said of itself. It says so again every few seconds (the worker's {@code
 * announce}), so what it runs is as of then. Immutable.
 *
 * @param id the worker's name
 * @param host the machine that it runs on, as that machine calls itself; empty if not known
 * @param pid its process on that machine; 0 if not known
 * @param queues the queues that it serves, with their weights from 1, sorted by name
 * @param names the names that it runs, sorted; null if it takes every name
 * @param concurrency how many tasks it runs at the same time at most
 * @param running how many tasks it runs
 * @param tasks the ids of these, in no order; of very many, only some
 * @param since when it began to take tasks, by its machine's clock
 * @param processes those in which its tasks run, when that is not its own; of very many, only some
 * @param version the version of Revolve, or of another program, that it is; empty if not known
 */
public record WorkerInfo(
    String id,
    String host,
    long pid,
    Map<String, Integer> queues,
    @Nullable Set<String> names,
    int concurrency,
    int running,
    List<String> tasks,
    Instant since,
    List<WorkerProcess> processes,
    String version) {

  /** Copies what could change. */
  public WorkerInfo {
    queues = Collections.unmodifiableMap(new TreeMap<>(queues));
    names = names == null ? null : Collections.unmodifiableSet(new TreeSet<>(names));
    tasks = List.copyOf(tasks);
    processes = List.copyOf(processes);
  }
}
