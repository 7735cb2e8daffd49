package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.api.Priority;
import io.revolve.api.RevolveException;
import io.revolve.api.Task;
import io.revolve.core.codec.Codec;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.core.reference.ReferenceWriter;
import io.revolve.core.task.Features;
import io.revolve.core.task.Ids;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.task.TaskSpec;
import io.revolve.spi.Body;
import io.revolve.spi.Capability;
import io.revolve.spi.Command;
import io.revolve.spi.Provider;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tasks from maps. On the path of every task, so it allocates little. */
public final class TaskMaker {

  private static final Duration LONGEST = Duration.ofDays(3650);

  /** What {@code Map.of()} makes. */
  private static final Class<?> PLAIN = Map.of(1, 1, 2, 2).getClass();

  private final KnownProviders known;
  private final Codec codec;
  private final Ids ids;
  private final ReferenceWriter references;

  @Inject
  TaskMaker(KnownProviders known, Codec codec, Ids ids, ReferenceWriter references) {
    this.known = known;
    this.codec = codec;
    this.ids = ids;
    this.references = references;
  }

  /** Reads a task's config. */
  public Prepared<Task> prepare(Map<String, ?> map) {
    Task task = make(map);
    return () -> task;
  }

  /** Makes a task. */
  public Task make(Map<String, ?> map) {
    String plain = plainName(map);
    if (plain != null) {
      return new TaskHandle(ids.next(), TaskSpec.named(plain, codec.encode(map.get("payload"))));
    }
    ConfigReading reading = ConfigReading.of("task", map);
    MapConfig config = reading.root();
    Provider provider = null;
    known.tolerateSections(config);
    if (config.has("provider")) {
      provider = known.choose(config, Capability.JOBS);
    }
    Callback callback = callback(config);
    Command command = config.has("command") ? command(config) : null;
    TaskSpec spec =
        new TaskSpec(
            name(config, callback, command),
            provider == null ? null : provider.name(),
            callback,
            callback == null ? null : reference(config, callback, provider),
            command == null ? null : codec.plain(command),
            body(config.value("payload"), command != null),
            config.text("queue", TaskSpec.QUEUE),
            config.choice("priority", Priority.class, Priority.NORMAL),
            config.duration("delay", Duration.ZERO, LONGEST, Duration.ZERO),
            config.text("unique").orElse(null),
            TaskOptionsReader.read(config));
    if (provider != null) {
      check(config, spec, provider);
    }
    reading.check();
    return new TaskHandle(ids.next(), spec);
  }

  /** The name of a task of which nothing is said but its name and payload, as of most. */
  private static @Nullable String plainName(Map<String, ?> map) {
    if (map.size() != 2 || map.getClass() != PLAIN) {
      return null; // A map of another kind may do anything; it is read with care.
    }
    boolean plain = map.containsKey("payload");
    return plain && map.get("name") instanceof String name && !name.isEmpty() ? name : null;
  }

  private static @Nullable Callback callback(MapConfig config) {
    Object value = config.value("callback");
    if (value == null || value instanceof Callback) {
      return (Callback) value;
    }
    config.reject("callback", "expected a Callback, got a " + value.getClass().getName());
    return null;
  }

  /** A program to run; null if a problem was noted. */
  private static @Nullable Command command(MapConfig config) {
    List<String> words = config.texts("command", List.of());
    Map<String, String> environment = config.texts("environment");
    String folder = config.text("folder", "");
    if (config.has("callback")) {
      config.reject("command", "stands beside \"callback\"; a task is one of them");
    }
    if (words.isEmpty() || words.get(0).isEmpty()) {
      config.reject("command", "is empty; expected a program and its arguments as a list");
      return null;
    }
    return new Command(words, environment, folder);
  }

  /** A program reads texts and bytes as they are, and everything else as JSON. */
  private Body body(@Nullable Object payload, boolean isInput) {
    if (isInput && payload instanceof String text) {
      return new Body(Body.BYTES, text.getBytes(StandardCharsets.UTF_8));
    }
    return codec.encode(payload);
  }

  private static String name(
      MapConfig config, @Nullable Callback callback, @Nullable Command command) {
    if (command != null) {
      return config.text("name", command.program());
    }
    return callback == null && !config.has("command")
        ? config.required("name")
        : config.text("name", TaskSpec.CALLBACK);
  }

  /** How the code is named where it leaves this JVM; null where it does not. */
  private @Nullable Object reference(
      MapConfig config, Callback callback, @Nullable Provider provider) {
    if (provider != null && provider.capabilities().has(Capability.IN_MEMORY)) {
      return null;
    }
    try {
      return references.write(callback);
    } catch (RevolveException e) {
      if (provider != null) {
        config.reject("callback", String.valueOf(e.getMessage()));
      }
      return null; // Without a provider the client decides: one in this JVM takes any closure.
    }
  }

  private static void check(MapConfig config, TaskSpec spec, Provider provider) {
    for (Capability needed : Features.of(spec)) {
      if (needed != Capability.IN_MEMORY && !provider.capabilities().has(needed)) {
        config.reject(
            Features.text(needed).replace("\"", ""),
            "provider \"" + provider.name() + "\" cannot do this; it declares no " + needed);
      }
    }
  }
}
