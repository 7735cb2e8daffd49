package io.revolve.provider.memcached;

import io.revolve.spi.Config;
import io.revolve.spi.Config.Address;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code memcached} of a config.
 *
 * @param servers among which the addresses are divided; never empty
 * @param namespace links of one namespace meet
 * @param timeout how long a call may take, and a writer tries while a server is away
 * @param itemLimit the largest item in bytes; a server that allows less is asked what it allows
 * @param poll the longest time between two looks for messages
 * @param log how much a log of messages keeps
 */
record MemcachedSettings(
    List<Address> servers,
    String namespace,
    Duration timeout,
    int itemLimit,
    Duration poll,
    Log log) {

  private static final int PORT = 11_211;

  /**
   * How much a log of messages keeps.
   *
   * @param unread how many messages that were not read
   * @param patience how long a writer waits for a slow reader before it drops them
   * @param lifetime how long a message is kept
   */
  record Log(int unread, Duration patience, Duration lifetime) {}

  static MemcachedSettings read(Config config) {
    return new MemcachedSettings(
        servers(config),
        config.text("namespace", "default"),
        config.duration(
            "timeout", Duration.ofMillis(10), Duration.ofHours(1), Duration.ofSeconds(5)),
        config.integer("item-limit", 1024, 16 << 20, 1_000_000),
        config.duration(
            "poll", Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofMillis(500)),
        new Log(
            config.integer("messages", 1, 10_000_000, 100_000),
            config.duration("wait", Duration.ZERO, Duration.ofDays(1), Duration.ofSeconds(10)),
            config.duration(
                "keep", Duration.ofSeconds(1), Duration.ofDays(365), Duration.ofHours(24))));
  }

  private static List<Address> servers(Config config) {
    if (config.has("servers") && (config.has("host") || config.has("port"))) {
      config.reject("servers", "stands beside host or port; give one of both");
    }
    Address single =
        new Address(config.text("host", "127.0.0.1"), config.integer("port", 1, 65_535, PORT));
    List<Address> servers = config.addresses("servers", PORT, List.of(single));
    if (servers.isEmpty()) {
      config.reject("servers", "is empty; expected at least one server");
      return List.of(single);
    }
    return servers;
  }
}
