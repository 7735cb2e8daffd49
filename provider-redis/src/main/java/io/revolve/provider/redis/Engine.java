package io.revolve.provider.redis;

import io.revolve.api.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * The server or servers behind one link: runs scripts and commands on pooled connections, and waits
 * on others. What is broken is made anew at the next call. Every failure is an {@link
 * EngineException}. Thread safe.
 */
final class Engine implements AutoCloseable {

  private final RedisSettings settings;
  private final byte[] prefix;
  private final Connections connections;

  /** Connections on which somebody waits, to be cut by a wake. */
  private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();

  /** Connections with a call on its way, to be cut by the closing. */
  private final Set<Connection> calling = ConcurrentHashMap.newKeySet();

  private final AtomicInteger wakes = new AtomicInteger();
  private volatile boolean closed;

  Engine(RedisSettings settings) {
    this.settings = settings;
    prefix = Fields.bytes(settings.prefix());
    connections = new Connections(settings);
  }

  RedisSettings settings() {
    return settings;
  }

  /** The key of a name in this namespace. */
  byte[] key(String name) {
    return Fields.bytes(settings.prefix() + name);
  }

  /** How often a wake has come, to be handed to a waiting call. */
  int wakes() {
    return wakes.get();
  }

  /** Runs a script that answers with a list; it is loaded where the server does not have it. */
  @SuppressWarnings("unchecked") // The elements are texts, numbers and lists, as the script has it.
  List<Object> list(Script script, List<byte[]> arguments) {
    return (List<Object>) Objects.requireNonNull(retrying(() -> runOnce(script, arguments)));
  }

  /** Runs a script that answers with a number. */
  long number(Script script, List<byte[]> arguments) {
    return (Long) Objects.requireNonNull(retrying(() -> runOnce(script, arguments)));
  }

  /** Runs a command with a key of this namespace as its first argument. */
  @Nullable Object command(Protocol.Command command, byte[] key, byte[]... more) {
    return retrying(() -> on(arguments(command, key, more)));
  }

  /** Runs a command with the keys that it names. */
  @Nullable Object call(CommandArguments arguments) {
    return retrying(() -> on(arguments));
  }

  /**
   * Runs a command that waits at the server.
   *
   * @param wait how long at most, as the command says it too
   * @param round what {@link #wakes} was before it was decided to wait
   * @return the reply; null if there was none or a wake came
   */
  @Nullable Object await(CommandArguments arguments, Duration wait, int round) {
    return awaiting(arguments, wait, round, connection -> connection.executeCommand(arguments));
  }

  /**
   * Runs a command that waits at the server, and behind it, in the same round trip, a script that
   * answers with a list.
   *
   * @return the script's reply; null if a wake came, and then the script may have run
   */
  @SuppressWarnings("unchecked") // As in list().
  @Nullable List<Object> await(
      CommandArguments arguments, Duration wait, int round, Script script, List<byte[]> more) {
    boolean flags = connections.knowsFlags();
    CommandArguments call = call(Protocol.Command.EVALSHA, script.sha(flags), more);
    try {
      return (List<Object>)
          awaiting(
              arguments,
              wait,
              round,
              connection -> {
                connection.sendCommand(arguments);
                connection.sendCommand(call);
                try {
                  Object unused = connection.getOne();
                  return connection.getOne();
                } catch (JedisNoScriptException e) {
                  throw e;
                } catch (JedisException e) {
                  connection.setBroken(); // Another reply may still be on its way.
                  throw e;
                }
              });
    } catch (JedisNoScriptException unknown) {
      return list(script, more);
    }
  }

  private @Nullable Object awaiting(
      CommandArguments arguments, Duration wait, int round, Waiting call) {
    mustBeOpen();
    Connection connection = null;
    try {
      connection = connections.toWait(arguments);
      waiting.add(connection);
      if (wakes.get() != round || closed) {
        return null;
      }
      connection.setSoTimeout((int) wait.plus(settings.timeout()).toMillis());
      Object reply = call.on(connection);
      connection.setSoTimeout((int) settings.timeout().toMillis());
      return reply;
    } catch (JedisNoScriptException e) {
      throw e;
    } catch (JedisException e) {
      if (wakes.get() != round || closed) {
        return null;
      }
      connections.renew(e);
      throw failed(e);
    } finally {
      if (connection != null) {
        waiting.remove(connection);
        release(connection);
      }
    }
  }

  /** Makes those who wait return. Their connections are cut: that works with a dead server too. */
  void wake() {
    wakes.incrementAndGet();
    cut(waiting);
  }

  private static void cut(Set<Connection> connections) {
    for (Connection connection : connections) {
      try {
        connection.forceDisconnect();
      } catch (Exception e) {
        System.getLogger(Engine.class.getName())
            .log(System.Logger.Level.DEBUG, "cannot cut a connection", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    cut(calling);
    connections.close();
  }

  CommandArguments arguments(Protocol.Command command, byte[] key, byte[]... more) {
    CommandArguments arguments = new CommandArguments(command).key(key);
    for (byte[] each : more) {
      arguments.add(each);
    }
    return arguments;
  }

  private @Nullable Object runOnce(Script script, List<byte[]> arguments) {
    boolean flags = connections.knowsFlags();
    try {
      return on(call(Protocol.Command.EVALSHA, script.sha(flags), arguments));
    } catch (JedisNoScriptException unknown) {
      return on(call(Protocol.Command.EVAL, script.source(flags), arguments));
    }
  }

  private CommandArguments call(Protocol.Command command, String script, List<byte[]> arguments) {
    CommandArguments call = new CommandArguments(command).add(script).add(1).key(prefix);
    for (byte[] each : arguments) {
      call.add(each);
    }
    return call;
  }

  private @Nullable Object on(CommandArguments arguments) {
    Connection connection = connections.toCall(arguments);
    calling.add(connection);
    try {
      mustBeOpen();
      return connection.executeCommand(arguments);
    } finally {
      calling.remove(connection);
      release(connection);
    }
  }

  /**
   * A pooled connection may have died since its last use, and a Cluster may have moved the slot:
   * each call is tried once more, which is safe for all that links do.
   */
  private @Nullable Object retrying(Call call) {
    mustBeOpen();
    long begin = System.nanoTime();
    try {
      return call.run();
    } catch (JedisConnectionException | JedisRedirectionException e) {
      boolean late = System.nanoTime() - begin > settings.timeout().toNanos() / 2;
      connections.renew(e);
      if (late || closed) {
        throw failed(e);
      }
    } catch (JedisException e) {
      connections.renew(e);
      throw failed(e);
    }
    try {
      return call.run();
    } catch (JedisException e) {
      throw failed(e);
    }
  }

  private void mustBeOpen() {
    if (closed) {
      throw new EngineException("this link is closed; open another");
    }
  }

  private EngineException failed(JedisException e) {
    String message = String.valueOf(e.getMessage());
    String what =
        message.contains("OOM command not allowed") ? "has no memory left for more: " : "failed: ";
    Throwable cause = e.getCause();
    String why = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return new EngineException("Redis at " + settings.servers() + " " + what + message + why, e);
  }

  /**
   * In place of a broken connection the pool makes another at once, which takes long where the
   * network is silent. That is not for the caller to wait for.
   */
  private static void release(Connection connection) {
    if (connection.isBroken()) {
      Thread thread = new Thread(() -> giveBack(connection), "revolve-redis-broken");
      thread.setDaemon(true);
      thread.start();
    } else {
      giveBack(connection);
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (JedisException e) {
      System.getLogger(Engine.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot give a connection back", e);
    }
  }

  private interface Waiting {
    @Nullable Object on(Connection connection);
  }

  private interface Call {
    @Nullable Object run();
  }
}
