package io.revolve.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The providers that Revolve has, and the artifact of each: a file, so that the core names none.
 */
final class Artifacts {
  private static final String FILE = "/io/revolve/known-providers.properties";

  private Artifacts() {}

  static Map<String, String> byProvider() {
    Properties properties = new Properties();
    try (InputStream file = Artifacts.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the core's jar");
      }
      properties.load(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Map<String, String> artifacts = new TreeMap<>();
    properties.forEach((name, artifact) -> artifacts.put((String) name, (String) artifact));
    return artifacts;
  }
}
