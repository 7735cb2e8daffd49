package io.revolve.cli;

import io.revolve.provider.process.Protocols;
import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.pool.Program;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.provider.process.server.JobServer;
import io.revolve.provider.process.server.JobServerSettings;
import io.revolve.provider.process.server.PhpFunctions;
import io.revolve.provider.process.server.Secret;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What {@code revolve serve} was asked for, as the server takes it. */
final class Serving implements AutoCloseable {
  private final JobServerSettings settings;
  private final @Nullable PhpFunctions functions;

  private Serving(JobServerSettings settings, @Nullable PhpFunctions functions) {
    this.settings = settings;
    this.functions = functions;
  }

  static Serving of(ServeCommand asked) throws IOException {
    check(asked);
    List<String> command = command(asked);
    Protocols protocol = choice("--protocol", Protocols.class, asked.protocol);
    RelayKind relay = choice("--relay", RelayKind.class, asked.relay);
    JobServerSettings.Bounds bounds =
        new JobServerSettings.Bounds(
            asked.maxFrame,
            asked.maxConnections,
            asked.maxCalls,
            Math.max(JobServerSettings.Bounds.USUAL.bytes(), 4L * asked.maxFrame),
            Math.max(JobServerSettings.Bounds.USUAL.unread(), 2L * asked.maxFrame));
    PoolSettings pool = pool(asked, command, protocol, relay);
    JobServerSettings.Times usual = JobServerSettings.Times.USUAL;
    JobServerSettings.Times times =
        new JobServerSettings.Times(
            Times.of("--idle-timeout", asked.idleTimeout), usual.begin(), usual.grace());
    Place place = Place.parse(asked.listen);
    Secret secret = secret(asked);
    SSLContext tls = tls(asked.keystore);
    Set<String> procedures = Set.copyOf(asked.procedures);
    // They have a file of their own, so what can be wrong has been looked at before.
    PhpFunctions functions =
        asked.include == null
            ? null
            : PhpFunctions.of(
                asked.binary == null ? "php" : asked.binary, asked.include, asked.unserialized);
    PoolSettings running =
        functions == null ? pool : pool.withProgram(Program.of(functions.command()));
    JobServerSettings settings =
        JobServerSettings.of(running, place)
            .withSecret(secret)
            .withTls(tls)
            .withProcedures(procedures)
            .withBounds(bounds)
            .withTimes(times)
            .withSerialized(asked.command == null && asked.include == null && !asked.unserialized);
    return new Serving(settings, functions);
  }

  /** The program of the workers; none yet where it is made of PHP functions. */
  private static List<String> command(ServeCommand asked) {
    if (asked.include != null) {
      return List.of();
    }
    return asked.binary == null
        ? Words.of("--command", String.valueOf(asked.command))
        : Words.of("-b", asked.binary);
  }

  private static void check(ServeCommand asked) {
    boolean isProgramNamed = asked.command != null;
    boolean isAmps = asked.include != null || asked.binary != null;
    if (isProgramNamed == isAmps) {
      throw new UsageException(
          "expected either --command, the worker's program, or --include, a file with PHP"
              + " functions, or -b, a program as AMP has it");
    }
    if (asked.unserialized && isProgramNamed) {
      throw new UsageException(
          "--unserialized is about the functions of --include and the program of -b; the workers of"
              + " --command get each workload as it came, and so do clients their answers");
    }
    if (asked.include != null && !asked.protocol.equals("amp")) {
      throw new UsageException("--include brings workers that speak amp, not " + asked.protocol);
    }
    if (asked.include != null && !asked.relay.equals("pipes")) {
      throw new UsageException("--include brings workers that speak by pipes alone");
    }
    if (asked.include != null && !Files.isReadable(asked.include)) {
      throw new NotFoundException("no such file: " + asked.include);
    }
    positive("--workers", asked.workers);
    positive("--max-calls", asked.maxCalls);
    positive("--max-connections", asked.maxConnections);
    asked.life.check(asked.workers);
    if (asked.maxFrame < 1024 || asked.maxFrame > 1 << 30) {
      throw new UsageException("--max-frame: expected 1024 to 1073741824, got " + asked.maxFrame);
    }
    if (asked.maxWaiting < 0) {
      throw new UsageException("--max-waiting: expected 0 or more, got " + asked.maxWaiting);
    }
  }

  private static void positive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + ": expected a number from 1, got " + value);
    }
  }

  private static PoolSettings pool(
      ServeCommand asked, List<String> command, Protocols protocol, RelayKind relay) {
    PoolSettings.Timeouts usual = PoolSettings.Timeouts.USUAL;
    Duration longestCall = Times.of("--call-timeout", asked.callTimeout);
    PoolSettings pool =
        PoolSettings.of(command, protocol.of(asked.maxFrame), asked.workers)
            .withRelay(relay)
            .withWaiting(asked.maxWaiting)
            .withTimeouts(new PoolSettings.Timeouts(usual.start(), longestCall, usual.stop()));
    return asked.life.apply(pool);
  }

  private static <E extends Enum<E>> E choice(String option, Class<E> type, String text) {
    StringBuilder known = new StringBuilder();
    for (E each : type.getEnumConstants()) {
      String name = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return each;
      }
      known.append(known.length() == 0 ? "" : ", ").append(name);
    }
    throw new UsageException(option + ": expected one of " + known + ", got \"" + text + "\"");
  }

  private static @Nullable Secret secret(ServeCommand asked) throws IOException {
    String text =
        asked.secretFile == null
            ? System.getenv("REVOLVE_SECRET")
            : Files.readString(asked.secretFile).strip();
    return text == null ? null : Secret.of(text);
  }

  private static @Nullable SSLContext tls(@Nullable Path keystore) throws IOException {
    if (keystore == null) {
      return null;
    }
    String word = System.getenv("REVOLVE_KEYSTORE_PASSWORD");
    char[] password = word == null ? new char[0] : word.toCharArray();
    try (InputStream in = new FileInputStream(keystore.toFile())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new UsageException("--keystore: cannot read " + keystore + ": " + e.getMessage());
    }
  }

  JobServerSettings settings() {
    return settings;
  }

  /** Where it listens, with the port that was chosen. */
  String place(JobServer server) {
    Place place = settings.place();
    return place.path() != null
        ? place.toString()
        : Place.of(place.host(), server.port()).toString();
  }

  @Override
  public void close() {
    if (functions != null) {
      functions.close();
    }
  }
}
