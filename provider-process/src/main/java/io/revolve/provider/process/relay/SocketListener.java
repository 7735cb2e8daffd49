package io.revolve.provider.process.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where processes connect to. Thread safe. */
public final class SocketListener implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(SocketListener.class.getName());
  private static final int WAITING = 1024;

  private final ServerSocketChannel channel;
  private final @Nullable Path folder;

  private SocketListener(ServerSocketChannel channel, @Nullable Path folder) {
    this.channel = channel;
    this.folder = folder;
  }

  /**
   * Begins to listen, where nobody of another user can connect to a unix socket.
   *
   * @throws IOException if this system has no such sockets
   */
  public static SocketListener open(RelayKind kind) throws IOException {
    if (kind == RelayKind.TCP) {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING);
      return new SocketListener(channel, null);
    }
    Path folder = Files.createTempDirectory("revolve-"); // For this user alone.
    try {
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(folder.resolve("relay.sock")), WAITING);
      return new SocketListener(channel, folder);
    } catch (IOException | UnsupportedOperationException e) {
      Files.delete(folder);
      throw new IOException("no unix socket in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Its address, as workers of RoadRunner take it from {@code RR_RELAY}. */
  public String address() {
    try {
      if (channel.getLocalAddress() instanceof UnixDomainSocketAddress unix) {
        return "unix://" + unix.getPath();
      }
      InetSocketAddress tcp = (InetSocketAddress) channel.getLocalAddress();
      return "tcp://" + tcp.getAddress().getHostAddress() + ":" + tcp.getPort();
    } catch (IOException e) {
      throw new IllegalStateException("closed", e);
    }
  }

  /**
   * Waits for the next who connects.
   *
   * @throws IOException if it is closed
   */
  public Relay accept() throws IOException {
    SocketChannel accepted = channel.accept();
    if (folder == null) {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return SocketStreams.of(accepted);
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (folder != null) {
        Files.deleteIfExists(folder.resolve("relay.sock"));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot clean up behind a socket", e);
    }
  }
}
