package io.revolve.provider.process.relay;

/** How bytes get to a process and back. */
public enum RelayKind {
  /** Its standard streams. */
  PIPES,
  /** A unix socket, to which it connects; not on every system. */
  UNIX,
  /** A port of the loopback address, to which it connects. */
  TCP
}
