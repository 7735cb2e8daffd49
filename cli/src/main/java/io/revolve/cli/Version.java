package io.revolve.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar. */
final class Version implements IVersionProvider {

  private static final String PROPERTIES = "/META-INF/maven/io.revolve/revolve-cli/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
      if (in != null) {
        properties.load(in);
      }
    }
    String version = properties.getProperty("version", "(not from a jar)");
    return new String[] {
      "revolve " + version + ", Java " + System.getProperty("java.version", "unknown")
    };
  }
}
