package io.revolve.provider.gearman;

import io.revolve.spi.Config;
import io.revolve.spi.Config.Address;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code gearman} of a config. Job links and message links read the same section, so
 * each reads all of it, or the other's keys would be unknown.
 *
 * @param servers the servers, all of which are used
 * @param namespace where links meet
 * @param mode how jobs are submitted
 * @param timeout how long a call may take
 * @param keep how long letters are kept for which nobody comes
 * @param raw whether jobs go without headers, under the bare names of their functions
 * @param failures how the failure of such a job is said
 */
record GearmanSettings(
    List<Address> servers,
    String namespace,
    Mode mode,
    Duration timeout,
    Duration keep,
    boolean raw,
    Failures failures) {

  private static final int PORT = 4730;

  /** How jobs are submitted. */
  enum Mode {
    /** A job outlives its client. */
    BACKGROUND,
    /** What a job says comes over the connection that submitted it, and it ends with that. */
    FOREGROUND
  }

  /** How a job without a header fails. */
  enum Failures {
    /** With an exception, which says why. */
    EXCEPTION,
    /**
     * With a warning that says why, and a bare failure: for clients without the option for
     * exceptions, which gearmand 1.1 leaves waiting otherwise, as it tells them of an end with a
     * name that is not their job's.
     */
    WARNING
  }

  static GearmanSettings read(Config config) {
    Address local =
        new Address(config.text("host", "127.0.0.1"), config.integer("port", 1, 65_535, PORT));
    if (config.has("servers") && (config.has("host") || config.has("port"))) {
      config.reject("servers", "stands beside host or port; give one of both");
    }
    List<Address> servers = config.addresses("servers", PORT, List.of(local));
    if (servers.isEmpty()) {
      config.reject("servers", "is empty; expected at least one server");
    }
    boolean raw = config.flag("raw", false);
    for (String other : List.of("namespace", "mode", "keep")) {
      if (raw && config.has(other)) {
        config.reject(
            other,
            "stands beside raw, where functions have no prefix and jobs run in the foreground");
      }
    }
    return new GearmanSettings(
        servers,
        config.text("namespace", "default"),
        config.choice("mode", Mode.class, Mode.BACKGROUND),
        config.duration(
            "timeout", Duration.ofMillis(10), Duration.ofHours(1), Duration.ofSeconds(5)),
        config.duration("keep", Duration.ofSeconds(1), Duration.ofDays(365), Duration.ofHours(1)),
        raw,
        config.choice("failures", Failures.class, Failures.EXCEPTION));
  }
}
