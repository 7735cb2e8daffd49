package io.revolve.examples;

import io.revolve.testkit.ServerProcess;
import java.util.List;
import java.util.function.Predicate;

/** A real server on a free port of the loopback address. */
final class Engine extends ServerProcess {

  private Engine(int port, List<String> command, String question, Predicate<String> isUp) {
    super(port, command, question, isUp);
    start();
  }

  static Engine redis() {
    int port = freePort();
    String at = Integer.toString(port);
    String temporary = System.getProperty("java.io.tmpdir");
    List<String> command =
        List.of("redis-server", "--port", at, "--bind", HOST, "--save", "", "--dir", temporary);
    return new Engine(port, command, "PING", answer -> answer.startsWith("+PONG"));
  }

  static Engine memcached() {
    int port = freePort();
    String at = Integer.toString(port);
    String user = System.getProperty("user.name");
    List<String> command = List.of("memcached", "-p", at, "-l", HOST, "-U", "0", "-u", user);
    return new Engine(port, command, "version", answer -> answer.startsWith("VERSION"));
  }

  static Engine gearman() {
    int port = freePort();
    String at = Integer.toString(port);
    List<String> command =
        List.of("gearmand", "--listen=" + HOST, "--port=" + at, "--log-file=none");
    return new Engine(port, command, "version", answer -> answer.startsWith("OK"));
  }

  /** Where it is, as the command line of an example says it. */
  String at(String provider) {
    return provider + "@" + HOST + ":" + port();
  }
}
