package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.core.task.TaskSpec;
import io.revolve.core.wire.JobParcel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The callbacks of a worker, by name. Thread safe. */
public final class Handlers {

  private final ConcurrentMap<String, Supplier<Callback>> byName = new ConcurrentHashMap<>();
  private final Placement placement;
  private final @Nullable Commands commands;
  private final @Nullable Callback otherwise;
  private final Set<String> names;

  /**
   * No names yet.
   *
   * @param placement where callbacks run
   * @param commands runs tasks that are programs; null for none
   * @param otherwise runs every name that has no callback; null for none
   * @param names those that it runs; empty for every name
   */
  public Handlers(
      Placement placement,
      @Nullable Commands commands,
      @Nullable Callback otherwise,
      Set<String> names) {
    this.commands = commands;
    this.placement = placement;
    this.otherwise = otherwise;
    this.names = Set.copyOf(names);
  }

  void add(String name, Callback callback) {
    Callback placed = placement.of(callback);
    add(name, () -> placed);
  }

  void add(String name, Class<? extends Callback> type) {
    add(name, placement.of(type));
  }

  private void add(String name, Supplier<Callback> callback) {
    if (byName.putIfAbsent(name, callback) != null) {
      throw new IllegalStateException("the name \"" + name + "\" has a callback already");
    }
  }

  /** The names to take tasks of; null for all. */
  @Nullable Set<String> names() {
    if (runsEveryName()) {
      return null;
    }
    Set<String> taken = known();
    taken.add(TaskSpec.CALLBACK);
    if (commands != null) {
      taken.add(TaskSpec.COMMAND);
    }
    return Set.copyOf(taken);
  }

  private boolean runsEveryName() {
    return otherwise != null && names.isEmpty();
  }

  private Set<String> known() {
    Set<String> known = new HashSet<>(byName.keySet());
    known.addAll(names);
    return known;
  }

  /** The names that were given a callback here; null if every name is run. */
  @Nullable Set<String> given() {
    return runsEveryName() ? null : Set.copyOf(known());
  }

  /**
   * The code of a task; null if this worker does not know it.
   *
   * @throws RuntimeException if the code is refused or cannot be made
   */
  @Nullable Callback find(JobParcel job) {
    Callback inMemory = job.callback();
    if (inMemory != null) {
      return placement.of(inMemory);
    }
    Object reference = job.job().extra().get("callback");
    if (reference != null) {
      return placement.ofReference(reference);
    }
    Object command = job.job().extra().get("command");
    if (command != null) {
      return commands == null ? null : commands.of(command);
    }
    Supplier<Callback> named = byName.get(job.job().name());
    if (named != null) {
      return named.get();
    }
    return names.isEmpty() || names.contains(job.job().name()) ? otherwise : null;
  }
}
