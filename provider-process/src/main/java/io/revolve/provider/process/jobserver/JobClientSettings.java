package io.revolve.provider.process.jobserver;

import io.revolve.provider.process.line.Place;
import io.revolve.spi.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code jobserver} of a config.
 *
 * @param place where the server listens
 * @param secret what it wants to hear; null for nothing
 * @param tls how the connection is encrypted; null for not at all
 * @param timeout how long a call to the server may take
 * @param ahead how many tasks may be with the server; the rest wait here
 */
record JobClientSettings(
    Place place, @Nullable Known secret, @Nullable Trust tls, Duration timeout, int ahead) {

  private static final int PORT = 1337;

  /** A secret that is never shown. */
  record Known(byte[] bytes) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * Whom to trust.
   *
   * @param truststore the file of the certificates to trust; null for those of the JVM
   * @param password what opens it; null for none
   */
  record Trust(@Nullable String truststore, @Nullable Known password) {}

  static JobClientSettings read(Config config) {
    String host = config.text("host", "127.0.0.1");
    int port = config.integer("port", 1, 65_535, PORT);
    String path = config.text("path").orElse(null);
    if (path != null && (config.has("host") || config.has("port"))) {
      config.reject("path", "stands beside host or port; give one of both");
    }
    return new JobClientSettings(
        path == null ? Place.of(host, port) : Place.of(Path.of(path)),
        known(config.secret("secret").orElse(null)),
        trust(config),
        config.duration(
            "timeout", Duration.ofMillis(10), Duration.ofHours(1), Duration.ofSeconds(5)),
        config.integer("ahead", 1, 100_000, 1000));
  }

  private static @Nullable Trust trust(Config config) {
    boolean tls = config.flag("tls", false);
    Trust trust =
        new Trust(
            config.text("truststore").orElse(null),
            known(config.secret("truststore-password").orElse(null)));
    if (trust.truststore() != null && !tls) {
      config.reject("truststore", "is of no use without tls: true");
    }
    return tls ? trust : null;
  }

  private static @Nullable Known known(@Nullable String text) {
    return text == null ? null : new Known(text.getBytes(StandardCharsets.UTF_8));
  }
}
