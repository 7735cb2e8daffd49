package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Place;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where clients come in. */
final class Door {
  private static final int WAITING = 1024;

  private Door() {}

  /**
   * Begins to listen.
   *
   * @throws IOException if somebody else listens there, or nobody may
   */
  static ServerSocketChannel open(Place place) throws IOException {
    Path path = place.path();
    ServerSocketChannel door =
        path == null
            ? ServerSocketChannel.open()
            : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean isOpen = false;
    try {
      if (path == null) {
        door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      } else {
        clear(path);
      }
      door.bind(place.address(), WAITING);
      if (path != null) {
        protect(path);
      }
      isOpen = true;
      return door;
    } catch (IOException e) {
      throw new IOException("cannot listen at " + place + ": " + e.getMessage(), e);
    } finally {
      if (!isOpen) {
        door.close();
      }
    }
  }

  /** A server that was killed leaves its socket behind. */
  private static void clear(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
      throw new IOException("there is a file that is no socket");
    }
    boolean isAlive;
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      isAlive = true;
    } catch (ConnectException e) {
      isAlive = false;
    }
    if (isAlive) {
      throw new IOException("somebody listens there");
    }
    Files.delete(path);
  }

  private static void protect(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Stops listening. */
  static void close(ServerSocketChannel door) throws IOException {
    SocketAddress address = door.isOpen() ? door.getLocalAddress() : null;
    door.close();
    Path path = path(address);
    if (path != null) {
      boolean unused = Files.deleteIfExists(path);
    }
  }

  private static @Nullable Path path(@Nullable SocketAddress address) {
    return address instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
  }
}
