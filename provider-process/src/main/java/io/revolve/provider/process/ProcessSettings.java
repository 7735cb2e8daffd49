package io.revolve.provider.process;

import io.revolve.provider.process.jvm.JvmCommand;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.pool.Program;
import io.revolve.provider.process.pool.RunAs;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.spi.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The section {@code process} of a config. */
final class ProcessSettings {
  static final int MAX_PAYLOAD = 256 << 20;

  private static final List<String> JAVA = List.of("java");
  private static final Duration FOREVER = Duration.ofDays(365);

  /** What a pool is told by; any of them means that there is to be one. */
  private static final List<String> KEYS =
      List.of(
          "command",
          "jvm",
          "folder",
          "environment",
          "relay",
          "name",
          "protocol",
          "workers",
          "max-workers",
          "surplus-idle",
          "debug",
          "user",
          "group",
          "ahead",
          "max-waiting",
          "max-frame",
          "max-calls",
          "max-life",
          "max-idle",
          "max-memory",
          "start-timeout",
          "call-timeout",
          "stop-timeout");

  private ProcessSettings() {}

  /** Whether the processes are JVMs that run callbacks: that needs neither file nor class. */
  static boolean runsCallbacks(Config config) {
    return config.texts("command", List.of()).equals(JAVA);
  }

  /** The pool; null if there is to be none. */
  static @Nullable PoolSettings pool(Config config) {
    return KEYS.stream().anyMatch(config::has) ? read(config) : null;
  }

  private static PoolSettings read(Config config) {
    int workers = config.integer("workers", 1, 10_000, Runtime.getRuntime().availableProcessors());
    List<String> command = command(config);
    Map<String, String> environment = config.texts("environment");
    boolean runsCallbacks = command.equals(JAVA);
    if (runsCallbacks) {
      JvmCommand jvm = JvmCommand.of(config.texts("jvm", List.of()));
      command = jvm.words();
      environment = new LinkedHashMap<>(environment);
      environment.putAll(jvm.environment());
    } else if (config.has("jvm")) {
      config.reject("jvm", "stands without \"command\": \"java\", whose JVMs have these options");
    }
    return new PoolSettings(
        new Program(command, config.text("folder").map(Path::of).orElse(null), environment),
        protocol(config, runsCallbacks).of(config.integer("max-frame", 1024, 1 << 30, MAX_PAYLOAD)),
        config.choice("relay", RelayKind.class, RelayKind.PIPES),
        workers,
        config.integer("ahead", 0, 100, 3),
        config.integer("max-waiting", 0, 10_000_000, 100_000),
        limits(config),
        timeouts(config),
        options(config, workers));
  }

  private static Protocols protocol(Config config, boolean runsCallbacks) {
    Protocols protocol = config.choice("protocol", Protocols.class, Protocols.GORIDGE);
    if (runsCallbacks && protocol != Protocols.GORIDGE) {
      config.reject("protocol", "stands beside \"command\": \"java\", whose JVMs speak goridge");
    }
    return protocol;
  }

  private static List<String> command(Config config) {
    List<String> command = config.texts("command", List.of());
    if (command.isEmpty()) {
      config.reject("command", "is missing; expected a program and its arguments as a list");
    }
    return command;
  }

  private static PoolSettings.Limits limits(Config config) {
    return new PoolSettings.Limits(
        config.integer("max-calls", 0, Integer.MAX_VALUE, 0),
        config.duration("max-life", Duration.ZERO, FOREVER, Duration.ZERO),
        config.duration("max-idle", Duration.ZERO, FOREVER, Duration.ZERO),
        config.integer("max-memory", 0L, Long.MAX_VALUE, 0L));
  }

  private static PoolSettings.Options options(Config config, int workers) {
    PoolSettings.Options usual = PoolSettings.Options.USUAL;
    return new PoolSettings.Options(
        config.text("name").orElse(usual.name()),
        config.integer("max-workers", workers, 10_000, workers),
        config.duration("surplus-idle", Duration.ofMillis(1), FOREVER, usual.surplusIdle()),
        config.flag("debug", usual.fresh()),
        runAs(config));
  }

  private static RunAs runAs(Config config) {
    RunAs as = new RunAs(config.text("user").orElse(""), config.text("group").orElse(""));
    String obstacle = as.isSame() ? null : RunAs.obstacle();
    if (obstacle != null) {
      config.reject(as.user().isEmpty() ? "group" : "user", obstacle);
    } else if (!as.isSame() && config.text("relay").orElse("").equalsIgnoreCase("unix")) {
      config.reject("relay", "unix sockets are for this JVM's user alone; expected pipes or tcp");
    }
    return as;
  }

  private static PoolSettings.Timeouts timeouts(Config config) {
    PoolSettings.Timeouts usual = PoolSettings.Timeouts.USUAL;
    Duration least = Duration.ofMillis(1);
    return new PoolSettings.Timeouts(
        config.duration("start-timeout", least, FOREVER, usual.start()),
        config.duration("call-timeout", Duration.ZERO, FOREVER, usual.call()),
        config.duration("stop-timeout", least, FOREVER, usual.stop()));
  }
}
