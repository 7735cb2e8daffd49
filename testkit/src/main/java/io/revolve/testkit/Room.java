package io.revolve.testkit;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Messenger;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/**
 * What one test works in: a namespace of its own, and clients and workers that meet there. Closing
 * it closes all that it made.
 */
public final class Room implements AutoCloseable {

  private final Fixture fixture;
  private final String namespace;
  private final boolean wrapped;
  private final Make make;
  private final List<Room> annexes = new ArrayList<>();

  /** A room with a new namespace. */
  public Room(Fixture fixture) {
    this(
        fixture,
        "kit-" + UUID.randomUUID().toString().substring(0, 13),
        fixture.providers(),
        false);
  }

  private Room(Fixture fixture, String namespace, List<Provider> providers, boolean wrapped) {
    this.fixture = fixture;
    this.namespace = namespace;
    this.wrapped = wrapped;
    this.make = Wiring.make(providers);
  }

  /** The same namespace, seen through changed links. Closed with this room. */
  public Room through(Links links) {
    List<Provider> providers = new ArrayList<>(fixture.providers());
    providers.add(new Wrapped(jobs(), links));
    if (isSplit()) {
      providers.add(new Wrapped(messages(), links));
    }
    return annex(providers);
  }

  /**
   * The same namespace, through a provider of the jobs that declares less. Closed with this room.
   */
  public Room poorer(Capabilities capabilities) {
    List<Provider> providers = new ArrayList<>(fixture.providers());
    Links links = Links.jobs(link -> LimitedJobs.limit(link, capabilities));
    providers.add(new Wrapped(jobs(), capabilities, links));
    if (isSplit()) {
      providers.add(new Wrapped(messages(), Links.PLAIN));
    }
    return annex(providers);
  }

  /** What makes everything here. */
  public Make make() {
    return make;
  }

  /** The provider that carries the jobs. */
  public Provider jobs() {
    return provider(renamed(fixture.jobs(namespace)));
  }

  /** The provider that carries the messages. */
  public Provider messages() {
    return provider(renamed(fixture.messages(namespace)));
  }

  /** Whether the provider declares a capability: that of the messages, for what concerns those. */
  public boolean has(Capability capability) {
    boolean aboutMessages = capability == Capability.MESSAGES || capability == Capability.REPLAY;
    return (aboutMessages ? messages() : jobs()).capabilities().has(capability);
  }

  /** Whether clients and workers in other JVMs can come here. */
  public boolean isOpenToOtherJvms() {
    return !has(Capability.IN_MEMORY) && fixture.providers().isEmpty();
  }

  /** The config of a client or worker here, with settings: a key, its value, a key, ... */
  public Map<String, Object> config(Object... settings) {
    Map<String, Object> config = new HashMap<>(renamed(fixture.jobs(namespace)));
    if (isSplit()) {
      config.put("messenger", renamed(fixture.messages(namespace)));
    }
    put(config, settings);
    return config;
  }

  /** A client, with settings: a key, its value, a key, ... */
  public Client client(Object... settings) {
    return make.client(config(settings));
  }

  /**
   * A worker, not started, with settings; it has four threads and drains for a second by default.
   */
  public Worker worker(Object... settings) {
    Map<String, Object> config = config("concurrency", 4, "drain", "PT1S", "grace", "PT0.1S");
    put(config, settings);
    return make.worker(config);
  }

  /** A messenger. */
  public Messenger messenger() {
    return make.messenger(renamed(fixture.messages(namespace)));
  }

  /** A task, with settings: a key, its value, a key, ... */
  public Task task(String name, Object... settings) {
    Map<String, Object> config = new HashMap<>();
    config.put("name", name);
    put(config, settings);
    return make.task(config);
  }

  /** A job link as the provider opens it; open as long as this room. */
  public JobLink jobLink() {
    AtomicReference<JobLink> opened = new AtomicReference<>();
    through(
            Links.jobs(
                link -> {
                  opened.set(link);
                  return link;
                }))
        .client();
    Until.holds("a client opens its job link", () -> opened.get() != null);
    return Objects.requireNonNull(opened.get());
  }

  /** A message link as the provider opens it; open as long as this room. */
  public MessageLink messageLink() {
    AtomicReference<MessageLink> opened = new AtomicReference<>();
    through(
            Links.messages(
                link -> {
                  opened.set(link);
                  return link;
                }))
        .messenger();
    Until.holds("a messenger opens its message link", () -> opened.get() != null);
    return Objects.requireNonNull(opened.get());
  }

  /** Reads as a client until a condition holds, and fails if it does not in {@link Until#BOUND}. */
  public static void read(Client client, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Until.BOUND.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - end > 0) {
          Assertions.fail("read " + Until.BOUND.toSeconds() + " s in vain until: " + what);
        }
        client.read(Duration.ofMillis(20));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      Assertions.fail("interrupted while reading until: " + what, stopped);
    }
  }

  @Override
  public void close() {
    annexes.forEach(Room::close);
    Thread closing = new Thread(make::close, "kit-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(Until.BOUND.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    // A hang is a failure of its test, and must not become one of the whole build.
    Assertions.assertFalse(closing.isAlive(), "closing what a test made hangs");
  }

  private Room annex(List<Provider> providers) {
    Room annex = new Room(fixture, namespace, providers, true);
    annexes.add(annex);
    return annex;
  }

  private boolean isSplit() {
    return !fixture.jobs(namespace).equals(fixture.messages(namespace));
  }

  private Provider provider(Map<String, Object> config) {
    String name = String.valueOf(config.get("provider"));
    return make.providers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no provider " + name + " is known to Make"));
  }

  private Map<String, Object> renamed(Map<String, Object> config) {
    if (!wrapped) {
      return config;
    }
    Map<String, Object> renamed = new HashMap<>(config);
    String name = String.valueOf(renamed.get("provider"));
    renamed.put("provider", name + Wrapped.SUFFIX);
    Object section = renamed.remove(name);
    if (section != null) {
      renamed.put(name + Wrapped.SUFFIX, section);
    }
    return renamed;
  }

  private static void put(Map<String, Object> config, Object... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      config.put((String) settings[i], settings[i + 1]);
    }
  }
}
