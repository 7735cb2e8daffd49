package io.revolve.provider.process.line;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens: a host and a port, or a unix socket.
 *
 * @param host a name or an address; "*" for all of this machine; empty for a unix socket
 * @param port from 0, which is any that is free; 0 for a unix socket
 * @param path of a unix socket; null for none
 */
public record Place(String host, int port, @Nullable Path path) {
  private static final String UNIX = "unix:";
  private static final int MOST = 65_535;

  /** A port of a host. */
  public static Place of(String host, int port) {
    return new Place(host, port, null);
  }

  /** A unix socket. */
  public static Place of(Path path) {
    return new Place("", 0, path);
  }

  /**
   * Reads {@code HOST:PORT}, {@code [IPV6]:PORT}, {@code *:PORT} or {@code unix:PATH}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Place parse(String text) {
    if (text.startsWith(UNIX) && text.length() > UNIX.length()) {
      String path = text.substring(UNIX.length());
      return of(Path.of(path.startsWith("//") ? path.substring(2) : path));
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    int port = port(text.substring(colon + 1));
    if (host.isEmpty() || port < 0) {
      throw new IllegalArgumentException(
          "expected HOST:PORT, [IPV6]:PORT, *:PORT or unix:PATH, got \"" + text + "\"");
    }
    return of(host, port);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > MOST ? -1 : port;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether only this machine can get there. */
  public boolean isHere() throws UnknownHostException {
    return path != null || (!host.equals("*") && InetAddress.getByName(host).isLoopbackAddress());
  }

  /** Its address. */
  public SocketAddress address() throws UnknownHostException {
    if (path != null) {
      return UnixDomainSocketAddress.of(path);
    }
    return host.equals("*")
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** Which kind of socket it takes; null for the usual one. */
  @Nullable StandardProtocolFamily family() {
    return path == null ? null : StandardProtocolFamily.UNIX;
  }

  @Override
  public String toString() {
    return path != null
        ? UNIX + path
        : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
