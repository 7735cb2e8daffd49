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
import io.revolve.core.reference.ReferenceWriter;
import io.revolve.core.task.Ids;
import io.revolve.core.worker.Elsewhere;
import io.revolve.core.worker.Handlers;
import io.revolve.core.worker.Placement;
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
  private final ReferenceWriter writer;
  private final Injector injector;

  @Inject
  WorkerMaker(
      KnownProviders known,
      WireFormat format,
      Ids ids,
      References references,
      ReferenceWriter writer,
      Injector injector) {
    this.known = known;
    this.format = format;
    this.ids = ids;
    this.references = references;
    this.writer = writer;
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
    Opening<RunLink> run = run(config, openings);
    Set<String> names = Set.copyOf(config.texts("names", List.of()));
    if (run == null && !names.isEmpty()) {
      config.reject("names", "stands without \"run\"; without it, a worker takes what it handles");
    }
    boolean followsRun = !config.has("concurrency");
    reading.check();
    return () ->
        open(openings, settings, followsRun, new AllowedClasses(allow), handlers, run, names);
  }

  /**
   * The worker that works for one client, which closes it; its provider runs code itself.
   *
   * @param client the client's config, which is good
   * @param handlers what runs the tasks of some names
   */
  Worker own(MapConfig client, Map<String, Class<? extends Callback>> handlers) {
    Openings openings = Openings.read(client, known);
    MapConfig plain = ConfigReading.of("worker", Map.of()).root();
    WorkerSettings settings = WorkerSettingsReader.read(plain, ids.next());
    AllowedClasses allowed = new AllowedClasses(List.of());
    return open(openings, settings, true, allowed, handlers, openings.runs(), Set.of()).start();
  }

  private Worker open(
      Openings openings,
      WorkerSettings settings,
      boolean followsRun,
      AllowedClasses allowed,
      Map<String, Class<? extends Callback>> handlers,
      @Nullable Opening<RunLink> run,
      Set<String> names) {
    Openings.Open open = openings.open();
    checkTakesWorkers(open);
    RunLink runs = run == null ? null : open(run, open, names);
    int most = runs == null || !followsRun ? 0 : runs.concurrency();
    TaskWorker worker =
        new TaskWorker(
            most == 0 ? settings : settings.withConcurrency(most),
            new TaskWorker.Links(
                open.provider(), open.jobs(), open.messages(), open.maxMessage(), runs, format),
            handlers(new Here(references, allowed, injector::getInstance), runs, names));
    boolean done = false;
    try {
      handlers.forEach(worker::handle);
      done = true;
    } finally {
      if (!done) {
        worker.close();
      }
    }
    return worker;
  }

  private Handlers handlers(Placement here, @Nullable RunLink runs, Set<String> names) {
    if (runs == null) {
      return new Handlers(here, null, names);
    }
    if (!runs.runsCallbacks()) {
      return new Handlers(here, new Elsewhere(runs), names);
    }
    return new Handlers(
        new OtherJvms(here, runs, writer, references, format.codec()), null, Set.of());
  }

  private static void checkTakesWorkers(Openings.Open open) {
    String why = open.jobs().whyNoWorkers();
    if (why != null) {
      open.jobs().close();
      open.messages().close();
      throw new ConfigException("worker", List.of("worker.provider: " + why));
    }
  }

  /** The other links are closed if this one cannot be opened, or not be used with them. */
  private static RunLink open(Opening<RunLink> run, Openings.Open others, Set<String> names) {
    RunLink link = null;
    boolean done = false;
    try {
      link = run.open();
      String problem = namesProblem(link, others, names);
      if (problem != null) {
        throw new ConfigException("worker", List.of("worker.names: " + problem));
      }
      done = true;
      return link;
    } finally {
      if (!done) {
        others.jobs().close();
        others.messages().close();
        if (link != null) {
          link.close();
        }
      }
    }
  }

  private static @Nullable String namesProblem(
      RunLink link, Openings.Open others, Set<String> names) {
    if (link.runsCallbacks()) {
      return names.isEmpty()
          ? null
          : "stands without JVMs behind \"run\"; those take what the worker handles";
    }
    return !names.isEmpty() || others.jobs().takesEveryName()
        ? null
        : "is missing; provider \""
            + others.provider().name()
            + "\" hands out tasks by name, so say the names of those whose code is behind \"run\"";
  }

  private @Nullable Opening<RunLink> run(MapConfig config, Openings openings) {
    if (!config.has("run")) {
      return openings.runs();
    }
    if (openings.runs() != null) {
      config.reject("run", "cannot stand here; the worker's provider runs code itself");
      return null;
    }
    return run(config.section("run"));
  }

  private @Nullable Opening<RunLink> run(MapConfig config) {
    known.tolerateSections(config);
    Provider provider = known.choose(config, Capability.RUNS);
    return provider == null ? null : provider.runs(config.section(provider.name()));
  }

  /** What runs the tasks of which names, by the key {@code handlers}. */
  static Map<String, Class<? extends Callback>> handlers(MapConfig config) {
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
