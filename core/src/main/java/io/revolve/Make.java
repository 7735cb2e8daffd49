package io.revolve;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.revolve.api.Client;
import io.revolve.api.Limit;
import io.revolve.api.Messenger;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.core.wiring.ClientMaker;
import io.revolve.core.wiring.CoreModule;
import io.revolve.core.wiring.LimitMaker;
import io.revolve.core.wiring.MessengerMaker;
import io.revolve.core.wiring.References;
import io.revolve.core.wiring.TaskMaker;
import io.revolve.core.wiring.WorkerMaker;
import io.revolve.spi.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Makes tasks, clients, workers, messengers and limits from config maps. docs/config.md has all
 * keys.
 *
 * <p>Each method throws {@link io.revolve.api.ConfigException}, with every problem of the map,
 * before anything is opened. An engine that is not there yet is no problem: it is connected to when
 * it comes. Thread safe.
 */
public final class Make implements AutoCloseable {

  private final TaskMaker tasks;
  private final ClientMaker clients;
  private final WorkerMaker workers;
  private final MessengerMaker messengers;
  private final LimitMaker limits;
  private final References references;
  private final List<Provider> providers;

  /** What was made and is still in use. */
  private final Set<AutoCloseable> made =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Makes things with the providers on the class path. */
  public Make() {
    this(new Module[0]);
  }

  /**
   * Makes things with bindings of the user's own, from which handlers are injected. A module may
   * add a provider to the set of {@link Provider}.
   */
  public Make(Module... modules) {
    this(Guice.createInjector(Modules.combine(modules), new CoreModule(true)), true);
  }

  /** Makes things within the user's own Guice: handlers are injected from it. */
  public Make(Injector injector) {
    this(injector.createChildInjector(new CoreModule(!bindsProviders(injector))), true);
  }

  private Make(Injector own, boolean complete) {
    assert complete;
    tasks = own.getInstance(TaskMaker.class);
    clients = own.getInstance(ClientMaker.class);
    workers = own.getInstance(WorkerMaker.class);
    messengers = own.getInstance(MessengerMaker.class);
    limits = own.getInstance(LimitMaker.class);
    references = own.getInstance(References.class);
    providers = own.getInstance(Key.get(new TypeLiteral<List<Provider>>() {}));
  }

  /** Makes a task: one piece of work, to be handled once. */
  public Task task(Map<String, ?> config) {
    return tasks.make(config);
  }

  /** Makes a client. */
  public Client client(Map<String, ?> config) {
    return keep(clients.prepare(config).make());
  }

  /** Makes a worker, which takes nothing before it runs. */
  public Worker worker(Map<String, ?> config) {
    return keep(workers.prepare(config).make());
  }

  /** Makes a messenger. */
  public Messenger messenger(Map<String, ?> config) {
    return keep(messengers.prepare(config).make());
  }

  /**
   * Makes a limit: so many at once, together with all who make one of the same name. Unlike the
   * others, it needs its engine at once.
   */
  public Limit limit(Map<String, ?> config) {
    return keep(limits.prepare(config).make());
  }

  /**
   * Checks a config without opening anything.
   *
   * @param kind task, client, worker, messenger or limit
   * @throws io.revolve.api.ConfigException with every problem
   * @throws IllegalArgumentException if there is no such kind
   */
  public void check(String kind, Map<String, ?> config) {
    Object good =
        switch (kind) {
          case "task" -> tasks.prepare(config);
          case "client" -> clients.prepare(config);
          case "worker" -> workers.prepare(config);
          case "messenger" -> messengers.prepare(config);
          case "limit" -> limits.prepare(config);
          default ->
              throw new IllegalArgumentException(
                  "expected task, client, worker, messenger or limit, got \"" + kind + "\"");
        };
    assert good != null;
  }

  /** The providers that can be used, in no order. */
  public List<Provider> providers() {
    return providers;
  }

  /** Closes all that was made and is still open. May be called twice. */
  @Override
  public void close() {
    List<AutoCloseable> open;
    synchronized (made) {
      open = new ArrayList<>(made);
      made.clear();
    }
    RuntimeException first = null;
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        if (first == null) {
          first = e instanceof RuntimeException same ? same : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    references.close();
    if (first != null) {
      throw first;
    }
  }

  /** Whether a set of providers is bound there already, which a child may not bind again. */
  private static boolean bindsProviders(Injector injector) {
    return injector.getExistingBinding(Key.get(new TypeLiteral<Set<Provider>>() {})) != null;
  }

  private <T extends AutoCloseable> T keep(T one) {
    made.add(one);
    return one;
  }
}
