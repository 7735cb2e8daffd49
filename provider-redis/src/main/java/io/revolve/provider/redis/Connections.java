package io.revolve.provider.redis;

import io.revolve.api.EngineException;
import io.revolve.provider.redis.RedisSettings.Login;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * The connections of one link, to one server, to the master that Sentinels name, or to the node of
 * a Cluster that has the key. Found when they are first needed, since a server that is not there
 * yet is no error before that. Thread safe.
 */
final class Connections implements AutoCloseable {

  /** Connections that wait are taken from the same pool. */
  private static final int WAITING = 64;

  private final RedisSettings settings;
  private volatile @Nullable ConnectionProvider found;
  private volatile @Nullable Boolean knowsFlags;
  private volatile boolean closed;

  Connections(RedisSettings settings) {
    this.settings = settings;
  }

  /** A connection for a call; its close() gives it back. */
  Connection toCall(CommandArguments arguments) {
    return provider().getConnection(arguments);
  }

  /** A connection for a call that waits at the server. */
  Connection toWait(CommandArguments arguments) {
    return provider().getConnection(arguments);
  }

  /** Whether the server is a Redis 7 or later, where scripts have flags. */
  boolean knowsFlags() {
    Boolean known = knowsFlags;
    if (known == null) {
      CommandArguments about = new CommandArguments(Protocol.Command.INFO).add("server");
      try (Connection connection = provider().getConnection()) {
        String info = Fields.text(connection.executeCommand(about));
        known = version(info) >= 7;
      } catch (JedisDataException e) {
        if (!String.valueOf(e.getMessage()).startsWith("NOPERM")) {
          throw e;
        }
        known = false; // Who may not ask does without.
      }
      knowsFlags = known;
    }
    return known;
  }

  /** After a failure: what is known may be out of date. */
  void renew(JedisException failure) {
    knowsFlags = null;
    ConnectionProvider provider = found;
    try {
      if (provider instanceof ClusterConnectionProvider cluster) {
        if (failure instanceof JedisRedirectionException || isOutOfDate(failure)) {
          cluster.renewSlotCache();
        }
      } else if (provider instanceof PooledConnectionProvider pooled && isOutOfDate(failure)) {
        pooled.getPool().clear();
      }
    } catch (JedisException e) {
      System.getLogger(Connections.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot renew what is known of the servers", e);
    }
  }

  /** Whether others of the pool may be as useless: the server is gone, or is no master any more. */
  private static boolean isOutOfDate(JedisException failure) {
    return failure instanceof JedisConnectionException
        || String.valueOf(failure.getMessage()).startsWith("READONLY");
  }

  /** Does not wait for a thread that looks for the servers: that one closes what it finds. */
  @Override
  public void close() {
    closed = true;
    ConnectionProvider provider = found;
    if (provider != null) {
      close(provider);
    }
  }

  private static void close(ConnectionProvider provider) {
    try {
      provider.close();
    } catch (Exception e) {
      System.getLogger(Connections.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot close all connections", e);
    }
  }

  private ConnectionProvider provider() {
    ConnectionProvider provider = found;
    return provider == null ? find() : provider;
  }

  private synchronized ConnectionProvider find() {
    mustBeOpen();
    ConnectionProvider provider = found;
    if (provider == null) {
      provider = open();
      found = provider;
      if (closed) {
        close(provider);
      }
      mustBeOpen();
    }
    return provider;
  }

  private void mustBeOpen() {
    if (closed) {
      throw new EngineException("this link is closed; open another");
    }
  }

  private ConnectionProvider open() {
    Set<HostAndPort> servers = new LinkedHashSet<>();
    settings.servers().forEach(each -> servers.add(new HostAndPort(each.host(), each.port())));
    GenericObjectPoolConfig<Connection> pool = pool();
    JedisClientConfig client = client(settings.login().password(), settings.database());
    return switch (settings.mode()) {
      case SINGLE -> new PooledConnectionProvider(servers.iterator().next(), client, pool);
      case CLUSTER -> new ClusterConnectionProvider(servers, client, pool);
      case SENTINEL ->
          new SentineledConnectionProvider(
              settings.master(),
              client,
              pool,
              servers,
              client(settings.login().sentinelPassword(), 0));
    };
  }

  private GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(settings.connections() + WAITING);
    pool.setMaxIdle(settings.connections());
    pool.setMaxWait(settings.timeout());
    pool.setJmxEnabled(false);
    return pool;
  }

  private JedisClientConfig client(@Nullable String password, int database) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) settings.timeout().toMillis())
            .resp2()
            .database(database);
    if (settings.login().tls()) {
      config.sslOptions(trust(settings.login()));
    }
    if (settings.login().user() != null) {
      config.user(settings.login().user());
    }
    if (password != null) {
      config.password(password);
    }
    return config.build();
  }

  private static SslOptions trust(Login login) {
    String truststore = login.truststore();
    if (truststore == null) {
      return SslOptions.defaults();
    }
    String password = login.truststorePassword();
    char[] secret = password == null ? null : password.toCharArray();
    return SslOptions.builder().truststore(new File(truststore), secret).build();
  }

  private static int version(String info) {
    for (String line : info.split("\r?\n")) {
      if (line.startsWith("redis_version:")) {
        return Integer.parseInt(line.substring(14).split("\\.")[0].trim());
      }
    }
    return 0;
  }
}
