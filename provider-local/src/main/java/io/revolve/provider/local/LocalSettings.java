package io.revolve.provider.local;

import io.revolve.spi.Config;
import java.time.Duration;

/**
 * The section {@code local} of a config. Job links and message links read the same section, so each
 * reads all of it, or the other's keys would be unknown.
 *
 * @param namespace where links meet
 * @param ended how many ended jobs are kept at most
 * @param messages how many messages are kept at an address at most
 * @param patience how long an append waits for a slow reader
 */
record LocalSettings(String namespace, int ended, int messages, Duration patience) {

  static LocalSettings read(Config config) {
    return new LocalSettings(
        config.text("namespace", "default"),
        config.integer("ended", 0, 100_000_000, 10_000),
        config.integer("messages", 1, 100_000_000, 100_000),
        config.duration("wait", Duration.ZERO, Duration.ofDays(1), Duration.ofSeconds(10)));
  }
}
