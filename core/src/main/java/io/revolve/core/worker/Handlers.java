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
  private final References references;
  private final @Nullable Callback otherwise;

  /**
   * No names yet.
   *
   * @param otherwise runs every name that has no callback; null for none
   */
  public Handlers(References references, @Nullable Callback otherwise) {
    this.references = references;
    this.otherwise = otherwise;
  }

  void add(String name, Supplier<Callback> callback) {
    if (byName.putIfAbsent(name, callback) != null) {
      throw new IllegalStateException("the name \"" + name + "\" has a callback already");
    }
  }

  /** The names to take tasks of; null for all. */
  @Nullable Set<String> names() {
    if (otherwise != null) {
      return null;
    }
    Set<String> names = new HashSet<>(byName.keySet());
    names.add(TaskSpec.CALLBACK);
    return Set.copyOf(names);
  }

  /** The names that were given a callback here; null if every name is run. */
  @Nullable Set<String> given() {
    return otherwise == null ? Set.copyOf(byName.keySet()) : null;
  }

  /**
   * The code of a task; null if this worker does not know it.
   *
   * @throws RuntimeException if the code is refused or cannot be made
   */
  @Nullable Callback find(JobParcel job) {
    Callback inMemory = job.callback();
    if (inMemory != null) {
      return inMemory;
    }
    Object reference = job.job().extra().get("callback");
    if (reference != null) {
      return references.resolve(reference);
    }
    Supplier<Callback> named = byName.get(job.job().name());
    return named == null ? otherwise : named.get();
  }

  /** Turns the name of a callback that came from another process into code. */
  public interface References {
    /**
     * The code behind a name.
     *
     * @throws RuntimeException if it is not allowed, not there, or not the same
     */
    Callback resolve(Object reference);
  }
}
