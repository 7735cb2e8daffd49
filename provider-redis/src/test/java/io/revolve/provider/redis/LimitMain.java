package io.revolve.provider.redis;

import io.revolve.Make;
import io.revolve.api.Limit;
import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another JVM that shares a limit: {@code hold} keeps all slots and says when it has lost them,
 * {@code visit} takes and gives them back a hundred times and lets the server count who is inside.
 */
final class LimitMain {

  private static final int VISITS = 100;

  private LimitMain() {}

  static ChildJvm start(int port, String name, int size, String lease, String what) {
    return new ChildJvm(
        LimitMain.class,
        Map.of(),
        Integer.toString(port),
        name,
        Integer.toString(size),
        lease,
        what);
  }

  static Map<String, Object> config(int port, String name, int size, String lease) {
    return Map.of(
        "provider",
        "redis",
        "name",
        name,
        "size",
        size,
        "redis",
        Map.of("port", port, "timeout", "PT0.5S", "limit-lease", lease));
  }

  public static void main(String[] words) throws Exception {
    int port = Integer.parseInt(words[1]);
    int size = Integer.parseInt(words[3]);
    try (Make make = new Make();
        Limit limit = make.limit(config(port, words[2], size, words[4]))) {
      if (words[5].equals("hold")) {
        hold(limit);
      } else {
        ChildJvm.ready();
        System.out.println("most " + visit(limit, port));
      }
      ChildJvm.awaitParent();
    }
  }

  private static void hold(Limit limit) throws InterruptedException {
    List<Limit.Slot> slots = new ArrayList<>();
    for (int i = 0; i < limit.size(); i++) {
      slots.add(limit.acquire());
    }
    ChildJvm.ready();
    Until.holds("all are lost", () -> slots.stream().noneMatch(Limit.Slot::isHeld));
    System.out.println("lost");
  }

  /** How many were inside at most, as the server has counted. */
  static long visit(Limit limit, int port) throws IOException, InterruptedException {
    long most = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      for (int i = 0; i < VISITS; i++) {
        try (Limit.Slot slot = limit.acquire()) {
          most = Math.max(most, slot.isHeld() ? count(socket, in, "INCR") : 99);
          boolean unused = Until.passes(Duration.ofMillis(1));
          long left = count(socket, in, "DECR");
          most = left < 0 ? 99 : most;
        }
      }
    }
    return most;
  }

  private static long count(Socket socket, BufferedReader in, String command) throws IOException {
    socket.getOutputStream().write((command + " inside\r\n").getBytes(StandardCharsets.US_ASCII));
    return Long.parseLong(in.readLine().substring(1));
  }
}
