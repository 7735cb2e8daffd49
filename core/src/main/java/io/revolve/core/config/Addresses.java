package io.revolve.core.config;

import io.revolve.spi.Config.Address;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses out of config values: {@code [host, port]}, {@code "host:port"} or {@code "host"}. */
final class Addresses {
  static final String EXPECTED = "[host, port] or \"host:port\" with a port from 1 to 65535";

  private Addresses() {}

  /** An address, or null if the value is none. */
  static @Nullable Address of(@Nullable Object value, int defaultPort) {
    if (value instanceof String text) {
      return of(text, defaultPort);
    }
    if (value instanceof Collection<?> pair) {
      List<@Nullable Object> parts = Contents.of(pair);
      if (parts != null && parts.size() == 2 && parts.get(0) instanceof String host) {
        Object port = parts.get(1);
        return port == null ? null : of(host, Numbers.whole(port));
      }
    }
    return null;
  }

  private static @Nullable Address of(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    // "::1" is a host, "[::1]:80" is one with a port.
    boolean bare = colon < 0 || (text.indexOf(':') != colon && !text.startsWith("["));
    if (bare || text.endsWith("]")) {
      return of(unbracketed(text), (Long) (long) defaultPort);
    }
    return of(unbracketed(text.substring(0, colon)), Numbers.whole(text.substring(colon + 1)));
  }

  private static @Nullable Address of(String host, @Nullable Long port) {
    if (host.isEmpty() || port == null || port < 1 || port > 65_535) {
      return null;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || "/@[]\"'".indexOf(c) >= 0) {
        return null;
      }
    }
    return new Address(host, (int) (long) port);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
