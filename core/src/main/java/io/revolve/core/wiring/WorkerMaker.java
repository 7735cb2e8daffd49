package io.revolve.core.wiring;

import com.google.inject.Injector;
import io.revolve.api.Callback;
import io.revolve.api.ConfigException;
import io.revolve.api.Worker;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.core.reference.Allowed;
import io.revolve.core.reference.ReferenceWriter;
import io.revolve.core.task.Ids;
import io.revolve.core.worker.Commands;
import io.revolve.core.worker.Elsewhere;
import io.revolve.core.worker.Handlers;
import io.revolve.core.worker.TaskWorker;
import io.revolve.core.worker.WorkerSettings;
import io.revolve.spi.Capability;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunKind;
import io.revolve.spi.RunLink;
import jakarta.inject.Inject;
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

  /**
   * What a worker's config says.
   *
   * @param openings where its tasks come from
   * @param settings how it behaves
   * @param followsRun whether it runs as many tasks at once as there is room for behind {@code run}
   * @param callbacks the classes whose callbacks may come by reference
   * @param commands the programs that tasks may run; null for every one if they come from this JVM
   * @param handlers what runs the tasks of which names
   * @param run where code runs outside this JVM; null for nowhere
   * @param names the names that are known there
   */
  private record Plan(
      Openings openings,
      WorkerSettings settings,
      boolean followsRun,
      Allowed callbacks,
      @Nullable Allowed commands,
      Map<String, Class<? extends Callback>> handlers,
      @Nullable Opening<RunLink> run,
      Set<String> names) {}

  /** Reads a worker's config. */
  public Prepared<Worker> prepare(Map<String, ?> map) {
    ConfigReading reading = ConfigReading.of("worker", map);
    MapConfig config = reading.root();
    Openings openings = Openings.read(config, known);
    WorkerSettings settings = WorkerSettingsReader.read(config, ids.next());
    Plan plan =
        new Plan(
            openings,
            settings,
            !config.has("concurrency"),
            new Allowed(config.section("callbacks").texts("allow", List.of())),
            commands(config),
            HandlerClasses.of(config),
            run(config, openings),
            Set.copyOf(config.texts("names", List.of())));
    boolean runsAlone = plan.run() == null && !config.has("run");
    if (runsAlone && !plan.names().isEmpty()) {
      config.reject("names", "stands without \"run\"; without it, a worker takes what it handles");
    }
    if (runsAlone && plan.commands() != null) {
      config.reject("commands", "stands without \"run\", which runs them");
    }
    reading.check();
    return () -> open(plan);
  }

  private static @Nullable Allowed commands(MapConfig config) {
    return config.has("commands")
        ? new Allowed(config.section("commands").texts("allow", List.of()))
        : null;
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
    Plan plan =
        new Plan(
            openings,
            settings,
            true,
            new Allowed(List.of()),
            null,
            handlers,
            openings.runs(),
            Set.of());
    return open(plan).start();
  }

  private Worker open(Plan plan) {
    Openings.Open open = plan.openings().open();
    checkTakesWorkers(open);
    RunLink runs = plan.run() == null ? null : open(plan.run(), open, plan.names());
    int room = runs == null || !plan.followsRun() ? 0 : runs.concurrency();
    TaskWorker worker =
        new TaskWorker(
            room == 0 ? plan.settings() : plan.settings().withConcurrency(room),
            new TaskWorker.Links(
                open.provider(), open.jobs(), open.messages(), open.maxMessage(), runs, format),
            handlers(plan, open.provider(), runs));
    boolean done = false;
    try {
      plan.handlers().forEach(worker::handle);
      done = true;
    } finally {
      if (!done) {
        worker.close();
      }
    }
    return worker;
  }

  private Handlers handlers(Plan plan, Provider provider, @Nullable RunLink runs) {
    Here here = new Here(references, plan.callbacks(), injector::getInstance);
    if (runs == null) {
      return new Handlers(here, null, null, Set.of());
    }
    boolean takesCallbacks = runs.kinds().contains(RunKind.CALLBACK);
    return new Handlers(
        takesCallbacks ? new OtherJvms(here, runs, writer, references, format.codec()) : here,
        commands(plan.commands(), provider, runs),
        runs.kinds().contains(RunKind.NAMED) ? new Elsewhere(runs) : null,
        plan.names());
  }

  /** Tasks that never left this JVM may run what this JVM may. */
  private @Nullable Commands commands(@Nullable Allowed allowed, Provider provider, RunLink runs) {
    boolean stays = provider.capabilities().has(Capability.IN_MEMORY);
    if (!runs.kinds().contains(RunKind.COMMAND) || (allowed == null && !stays)) {
      return null;
    }
    Allowed programs = allowed == null ? new Allowed(List.of("*")) : allowed;
    return new Commands(runs, programs, format.codec());
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
    if (!link.kinds().contains(RunKind.NAMED)) {
      return names.isEmpty()
          ? null
          : "stands here in vain; behind \"run\" is nothing that is known by names";
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
}
