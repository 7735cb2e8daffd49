package io.revolve.provider.process.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Connects a process to the pool that has started it. */
public final class SocketConnector {
  private static final String UNIX = "unix://";

  private SocketConnector() {}

  /**
   * Connects.
   *
   * @param address as {@link SocketListener#address()} gives it
   * @throws IOException if nobody listens there
   */
  public static Relay connect(String address) throws IOException {
    if (address.startsWith(UNIX)) {
      Path path = Path.of(address.substring(UNIX.length()));
      return SocketStreams.of(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }
    URI tcp = URI.create(address);
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(tcp.getHost(), tcp.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return SocketStreams.of(channel);
  }
}
