package io.revolve.provider.process.jobserver;

import io.revolve.api.EngineException;
import io.revolve.provider.process.line.Place;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS to servers whose certificate is trusted, and bears their name. */
final class Trusting {
  private final SSLContext context;

  /**
   * Reads whom to trust.
   *
   * @throws EngineException if that cannot be read
   */
  Trusting(JobClientSettings.Trust trust) {
    try {
      context = trust.truststore() == null ? SSLContext.getDefault() : context(trust);
    } catch (IOException | GeneralSecurityException e) {
      throw new EngineException(
          "cannot read the truststore " + trust.truststore() + ": " + e.getMessage(), e);
    }
  }

  private static SSLContext context(JobClientSettings.Trust trust)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream in = new FileInputStream(String.valueOf(trust.truststore()))) {
      store.load(in, letters(trust.password()));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static char @Nullable [] letters(JobClientSettings.@Nullable Known password) {
    return password == null
        ? null
        : new String(password.bytes(), StandardCharsets.UTF_8).toCharArray();
  }

  SSLEngine engine(Place place) {
    SSLEngine engine = context.createSSLEngine(place.host(), place.port());
    engine.setUseClientMode(true);
    if (place.path() == null) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }
}
