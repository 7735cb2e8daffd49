package io.revolve.provider.redis;

import io.revolve.spi.Config;
import io.revolve.spi.Config.Address;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code redis} of a config. Job links, message links and limits read the same section,
 * so each reads all of it, or the others' keys would be unknown.
 *
 * @param mode what the servers are
 * @param servers one server, some nodes of a Cluster, or the Sentinels
 * @param master the name under which Sentinels know the master; empty without them
 * @param namespace where links meet
 * @param login how to log in
 * @param database the number of the database; 0 in a Cluster
 * @param timeout how long a call may take
 * @param connections how many connections a link keeps at most, those that wait apart
 * @param log how much the logs of messages keep
 * @param limitLease how long a slot of a limit is kept for a holder that is not heard of
 */
record RedisSettings(
    Mode mode,
    List<Address> servers,
    String master,
    String namespace,
    Login login,
    int database,
    Duration timeout,
    int connections,
    Log log,
    Duration limitLease) {

  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;

  /** What the servers are. */
  enum Mode {
    SINGLE,
    SENTINEL,
    CLUSTER
  }

  /**
   * How to log in.
   *
   * @param user the user; null for the default one
   * @param password the password; null for none
   * @param sentinelPassword the Sentinels' own; null for none
   * @param tls whether connections are encrypted
   * @param truststore the file of the certificates to trust; null for those of the JVM
   * @param truststorePassword what opens it; null for none
   */
  record Login(
      @Nullable String user,
      @Nullable String password,
      @Nullable String sentinelPassword,
      boolean tls,
      @Nullable String truststore,
      @Nullable String truststorePassword) {
    @Override
    public String toString() {
      return "Login[...]"; // No secret in any log.
    }
  }

  /**
   * How much a log of messages keeps.
   *
   * @param unread how many messages that were not read
   * @param patience how long a writer waits for a slow reader before it drops them
   * @param lifetime how long after the last message the log is kept
   */
  record Log(int unread, Duration patience, Duration lifetime) {}

  static RedisSettings read(Config config) {
    Mode mode = config.choice("mode", Mode.class, Mode.SINGLE);
    String master = config.text("master", "");
    if (mode == Mode.SENTINEL && master.isEmpty()) {
      config.reject(
          "master", "is missing; expected the name under which Sentinels know the master");
    }
    int database = config.integer("database", 0, 1_000_000, 0);
    if (mode == Mode.CLUSTER && database != 0) {
      config.reject("database", "a Cluster has database 0 only, got " + database);
    }
    Login login =
        new Login(
            config.text("user").orElse(null),
            config.secret("password").orElse(null),
            config.secret("sentinel-password").orElse(null),
            config.flag("tls", false),
            config.text("truststore").orElse(null),
            config.secret("truststore-password").orElse(null));
    if (login.truststore() != null && !login.tls()) {
      config.reject("truststore", "is of no use without tls: true");
    }
    return new RedisSettings(
        mode,
        servers(config, mode),
        master,
        config.text("namespace", "default"),
        login,
        database,
        config.duration(
            "timeout", Duration.ofMillis(10), Duration.ofHours(1), Duration.ofSeconds(5)),
        config.integer("connections", 1, 10_000, 8),
        new Log(
            config.integer("messages", 1, 10_000_000, 100_000),
            config.duration("wait", Duration.ZERO, Duration.ofDays(1), Duration.ofSeconds(10)),
            config.duration(
                "keep", Duration.ofSeconds(1), Duration.ofDays(365), Duration.ofHours(24))),
        config.duration(
            "limit-lease", Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(15)));
  }

  /** What all keys of the namespace begin with; the braces keep them in one slot of a Cluster. */
  String prefix() {
    return "revolve:{" + Fields.encode(namespace) + "}:";
  }

  private static List<Address> servers(Config config, Mode mode) {
    int port = mode == Mode.SENTINEL ? SENTINEL_PORT : PORT;
    if (config.has("servers") && (config.has("host") || config.has("port"))) {
      config.reject("servers", "stands beside host or port; give one of both");
    }
    Address single =
        new Address(config.text("host", "127.0.0.1"), config.integer("port", 1, 65_535, port));
    List<Address> servers = config.addresses("servers", port, List.of(single));
    if (servers.isEmpty()) {
      config.reject("servers", "is empty; expected at least one server");
      return List.of(single);
    }
    if (mode == Mode.SINGLE && servers.size() > 1) {
      config.reject(
          "servers", "one server is used, got " + servers.size() + "; see mode: sentinel, cluster");
    }
    return servers;
  }
}
