package io.revolve.core.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and since when a worker is.
 *
 * @param host the machine's name; empty if it has none
 * @param pid the process
 * @param since when it began to take tasks
 * @param version of this library; empty where it is not in a jar
 */
record Identity(String host, long pid, Instant since, String version) {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  /** This process. May take seconds where the machine's name is asked of a name server. */
  static Identity of(Instant since) {
    String version = Identity.class.getPackage().getImplementationVersion();
    return new Identity(
        hostName(),
        ProcessHandle.current().pid(),
        since.truncatedTo(ChronoUnit.MILLIS),
        version == null ? "" : version);
  }

  /** The JDK's way looks the name up in the network, so the kernel is asked first where it can. */
  private static String hostName() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException elsewhere) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "";
      }
    }
  }
}
