package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.Worker;
import io.revolve.core.client.ClientSettings;
import io.revolve.core.client.LinkClient;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.core.task.Ids;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Makes clients from maps. */
public final class ClientMaker {

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(1);

  private final KnownProviders known;
  private final WireFormat format;
  private final Ids ids;
  private final WorkerMaker workers;

  @Inject
  ClientMaker(KnownProviders known, WireFormat format, Ids ids, WorkerMaker workers) {
    this.known = known;
    this.format = format;
    this.ids = ids;
    this.workers = workers;
  }

  /** Reads a client's config. */
  public Prepared<Client> prepare(Map<String, ?> map) {
    ConfigReading reading = ConfigReading.of("client", map);
    MapConfig config = reading.root();
    Openings openings = Openings.read(config, known);
    boolean named = config.has("id");
    String id = named ? config.required("id") : ids.next();
    ClientSettings settings =
        new ClientSettings(
            id,
            named ? "client." + id : id, // Ours are unique, and stand in each job's header.
            named,
            config.duration("timeout", LEAST, MOST, Duration.ofSeconds(10)),
            config.integer("history", 0, 1_000_000, 1000),
            config.integer("buffer", 100, 100_000_000, 100_000),
            config.duration("reconcile", LEAST, MOST, Duration.ofSeconds(5)));
    boolean runsItself = openings.runs() != null;
    Map<String, Class<? extends Callback>> handlers =
        runsItself ? HandlerClasses.of(config) : Map.of();
    reading.check();
    return () -> {
      Worker own = runsItself ? workers.own(config, handlers) : null;
      Openings.Open open = openings.open();
      return new LinkClient(
          settings, open.provider(), open.jobs(), open.messages(), own, format, ids);
    };
  }
}
