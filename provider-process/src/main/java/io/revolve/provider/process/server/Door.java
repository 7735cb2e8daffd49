package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Place;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
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
    ServerSocketChannel door = null;
    boolean isOpen = false;
    try {
      door =
          path == null
              ? ServerSocketChannel.open()
              : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
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
    } catch (IOException | UnsupportedOperationException e) {
      throw cannot(place, e);
    } finally {
      if (!isOpen && door != null) {
        door.close();
      }
    }
  }

  private static IOException cannot(Place place, Exception why) {
    String reason =
        why instanceof UnknownHostException
            ? "no such host"
            : why instanceof FileSystemException
                ? why.toString() // Its message may be the path alone.
                : why.getMessage();
    return new IOException("cannot listen at " + place + ": " + reason, why);
  }

  /**
   * Whether others than this machine can get there.
   *
   * @throws IOException if nobody can, as there is no such host
   */
  static boolean isForOthers(Place place) throws IOException {
    try {
      return !place.isHere();
    } catch (UnknownHostException e) {
      throw cannot(place, e);
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
