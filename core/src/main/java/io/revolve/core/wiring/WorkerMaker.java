package io.revolve.core.wiring;

import com.google.inject.Injector;
import io.revolve.api.Callback;
import io.revolve.api.ConfigException;
import io.revolve.api.Worker;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.core.reference.AllowedClasses;
import io.revolve.core.task.Ids;
import io.revolve.core.worker.Elsewhere;
import io.revolve.core.worker.Handlers;
import io.revolve.core.worker.TaskWorker;
import io.revolve.core.worker.WorkerSettings;
import io.revolve.spi.Capability;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes workers from maps. */
public final class WorkerMaker {

  private final KnownProviders known;
  private final WireFormat format;
  private final Ids ids;
  private final References references;
  private final Injector injector;

  @Inject
  WorkerMaker(
      KnownProviders known, WireFormat format, Ids ids, References references, Injector injector) {
    this.known = known;
    this.format = format;
    this.ids = ids;
    this.references = references;
    this.injector = injector;
  }

  /** Reads a worker's config. */
  public Prepared<Worker> prepare(Map<String, ?> map) {
    ConfigReading reading = ConfigReading.of("worker", map);
    MapConfig config = reading.root();
    Openings openings = Openings.read(config, known);
    WorkerSettings settings = WorkerSettingsReader.read(config, ids.next());
    List<String> allow = config.section("callbacks").texts("allow", List.of());
    Map<String, Class<? extends Callback>> handlers = handlers(config);
    Opening<RunLink> run = config.has("run") ? run(config.section("run")) : null;
    Set<String> names = Set.copyOf(config.texts("names", List.of()));
    if (run == null && !names.isEmpty()) {
      config.reject("names", "stands without \"run\"; without it, a worker takes what it handles");
    }
    reading.check();
    return () -> open(openings, settings, new AllowedClasses(allow), handlers, run, names);
  }

  private Worker open(
      Openings openings,
      WorkerSettings settings,
      AllowedClasses allowed,
      Map<String, Class<? extends Callback>> handlers,
      @Nullable Opening<RunLink> run,
      Set<String> names) {
    Openings.Open open = openings.open();
    RunLink runs = run == null ? null : open(run, open, names);
    TaskWorker worker =
        new TaskWorker(
            settings,
            new TaskWorker.Links(
                open.provider(), open.jobs(), open.messages(), open.maxMessage(), runs, format),
            new Handlers(
                references.reader(allowed), runs == null ? null : new Elsewhere(runs), names),
            injector::getInstance);
    handlers.forEach(worker::handle);
    return worker;
  }

  /** The other links are closed if this one cannot be opened, or not be used with them. */
  private static RunLink open(Opening<RunLink> run, Openings.Open others, Set<String> names) {
    boolean done = false;
    try {
      if (names.isEmpty() && !others.jobs().takesEveryName()) {
        throw new ConfigException(
            "worker",
            List.of(
                "worker.names: is missing; provider \""
                    + others.provider().name()
                    + "\" hands out tasks by name, so say the names of those whose code is behind"
                    + " \"run\""));
      }
      RunLink link = run.open();
      done = true;
      return link;
    } finally {
      if (!done) {
        others.jobs().close();
        others.messages().close();
      }
    }
  }

  private @Nullable Opening<RunLink> run(MapConfig config) {
    known.tolerateSections(config);
    Provider provider = known.choose(config, Capability.RUNS);
    return provider == null ? null : provider.runs(config.section(provider.name()));
  }

  private static Map<String, Class<? extends Callback>> handlers(MapConfig config) {
    Map<String, Class<? extends Callback>> handlers = new LinkedHashMap<>();
    if (config.has("handlers")) {
      MapConfig section = config.section("handlers");
      for (String name : section.keys()) {
        Class<? extends Callback> type = type(section, name);
        if (type != null) {
          handlers.put(name, type);
        }
      }
    }
    return handlers;
  }

  private static @Nullable Class<? extends Callback> type(MapConfig section, String name) {
    String type = section.required(name);
    if (type.isEmpty()) {
      return null;
    }
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(type, false, loader).asSubclass(Callback.class);
    } catch (ClassNotFoundException | LinkageError e) {
      section.reject(name, "no class " + type + " on the class path");
    } catch (ClassCastException e) {
      section.reject(name, "class " + type + " does not implement io.revolve.api.Callback");
    }
    return null;
  }
}
