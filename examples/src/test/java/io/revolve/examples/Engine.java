package io.revolve.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A real server on a free port of the loopback address. */
final class Engine implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final int port;
  private final Process process;

  private Engine(String name, String portOption, String... options)
      throws IOException, InterruptedException {
    port = freePort();
    List<String> command = new ArrayList<>(List.of(name, portOption, Integer.toString(port)));
    command.addAll(List.of(options));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitDoor(name);
  }

  static Engine redis() throws IOException, InterruptedException {
    String temporary = System.getProperty("java.io.tmpdir");
    return new Engine("redis-server", "--port", "--bind", HOST, "--save", "", "--dir", temporary);
  }

  static Engine memcached() throws IOException, InterruptedException {
    String user = System.getProperty("user.name");
    return new Engine("memcached", "-p", "-l", HOST, "-U", "0", "-u", user);
  }

  /** Where it is, as the command line of an example says it. */
  String at(String provider) {
    return provider + "@" + HOST + ":" + port;
  }

  private void awaitDoor(String name) throws IOException, InterruptedException {
    for (int i = 0; i < 1000; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
    close();
    throw new IOException(name + " does not answer");
  }

  /** Below the ports that outgoing connections get. */
  private static int freePort() throws IOException {
    Random random = new Random();
    IOException none = new IOException("no free port");
    for (int i = 0; i < 1000; i++) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        none = taken;
      }
    }
    throw none;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
