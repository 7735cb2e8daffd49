package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.provider.gearman.admin.JobLine;
import io.revolve.testkit.Proxy;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that answer anything, too little, or nothing. */
@Tag("once")
class AdminTroubleTest {
  private static final Duration BRIEF = Duration.ofMillis(300);

  /** Answers the first question on each connection. */
  private static final class Odd implements AutoCloseable {
    private final ServerSocket door;
    private final String answer;
    private final boolean closes;

    Odd(String answer, boolean closes) {
      this.answer = answer;
      this.closes = closes;
      try {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread thread = new Thread(this::serve, "odd-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      try {
        while (true) {
          Socket socket = door.accept();
          int unused = socket.getInputStream().read(new byte[100]);
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
          if (closes) {
            socket.close();
          }
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    Admin admin(Duration timeout) {
      return new Admin(ServerProcess.HOST, door.getLocalPort(), timeout);
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  private static String refusal(String answer, boolean closes, Function<Admin, Object> question)
      throws IOException {
    try (Odd odd = new Odd(answer, closes);
        Admin admin = odd.admin(closes ? Until.BOUND : BRIEF)) {
      String message =
          assertTimeoutPreemptively(
              Until.BOUND,
              () -> assertThrows(EngineException.class, () -> question.apply(admin)).getMessage());
      assertTrue(message.startsWith("gearmand at 127.0.0.1:"), message);
      return message;
    }
  }

  private static void refused(String expected, String answer, Function<Admin, Object> question)
      throws IOException {
    String message = refusal(answer, true, question);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void aServerThatIsSilentIsWaitedForNoLongerThanSaid() throws IOException {
    for (String answer : List.of("", "OK 1.1", "f\t1\t0\t0\n")) {
      String message = refusal(answer, false, Admin::status);
      assertTrue(message.contains("does not answer \"status\" in PT0.3S"), message);
    }
  }

  @Test
  void aConnectionThatIsClosedInTheMidstIsSaid() throws IOException {
    refused("cannot be asked \"version\": it has closed the connection", "", Admin::version);
    refused("it has closed the connection", "f\t1\t0\t0\n", Admin::status);
    refused("it has closed the connection", "f\t1\t0", Admin::status);
  }

  @Test
  void whatIsNoAnswerIsShown() throws IOException {
    String web = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    refused("it answers \"HTTP/1.1 400 Bad Request\"", web, Admin::version);
    refused("it has closed the connection", web, Admin::status);
    refused("it answers \"\"", "\n", Admin::version);
    refused("it answers \"OK\"", "OK\n", Admin::version);
    refused("it answers \"ERR NOT_ALLOWED\"", "ERR NOT_ALLOWED\r\n", Admin::status);
    refused("it answers \"f\t1\tmany\t0\"", "f\t1\tmany\t0\n.\n", Admin::status);
    refused("it answers \"f\t1\t0\"", "f\t1\t0\n.\n", Admin::status);
    refused("it answers \"f\t1\t-1\t0\"", "f\t1\t-1\t0\n.\n", Admin::status);
    refused(
        "it answers \"f\t99999999999999999999",
        "f\t99999999999999999999\t1\t1\n.\n",
        Admin::status);
    refused("it answers \"x 127.0.0.1 - :\"", "x 127.0.0.1 - :\n.\n", Admin::workers);
    refused("it answers \"H:vm:1\"", "H:vm:1\n.\n", Admin::jobs);
    refused("it answers \"PERHAPS\"", "PERHAPS\n", admin -> admin.cancelJob("H:vm:1"));
    refused("it answers \"ERR\"", "ERR\n", admin -> admin.dropFunction("f"));
    refused(
        "it answers \"ERR INVALID\"",
        "ERR INVALID\n",
        admin -> {
          admin.maxqueue("f", 1);
          return "";
        });
  }

  @Test
  void anAnswerWithoutEndIsBounded() throws IOException {
    refused("it answers a line of more than", "x".repeat(20_000_000), Admin::version);
    String endless = refusal("word\n".repeat(200_000), true, Admin::status);
    assertTrue(endless.contains("it answers \"word\nword"), endless);
    assertTrue(endless.length() < 1000, "the message is short");
  }

  @Test
  void whatALaterServerAddsIsPassedOver() throws IOException {
    try (Odd odd = new Odd("f\t3\t1\t2\t77\tnew\nodd\tname\t1\t0\t0\n.\n", true);
        Admin admin = odd.admin(Until.BOUND)) {
      assertEquals(
          List.of(new FunctionStatus("f", 3, 1, 2), new FunctionStatus("odd\tname", 1, 0, 0)),
          admin.status());
    }
    try (Odd odd = new Odd("H:vm:1\t0\t1\t0\tnew\n.\n", true);
        Admin admin = odd.admin(Until.BOUND)) {
      assertEquals(List.of(new JobLine("H:vm:1", 0, true, false)), admin.jobs());
    }
    try (Odd odd = new Odd("1.13\n", true);
        Admin admin = odd.admin(Until.BOUND)) {
      assertEquals("1.13", admin.version(), "as Gearman's first server says it");
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidSo() throws IOException {
    int port = ServerProcess.freePort();
    try (Admin admin = new Admin(ServerProcess.HOST, port, Until.BOUND)) {
      String message = assertThrows(EngineException.class, admin::version).getMessage();
      assertTrue(message.startsWith("gearmand at 127.0.0.1:" + port), message);
    }
  }

  @Test
  void aHalfOpenConnectionIsGivenUp() throws IOException {
    try (GearmanServer server = GearmanServer.running();
        Proxy proxy = new Proxy(server.port());
        Admin admin = new Admin(ServerProcess.HOST, proxy.port(), BRIEF)) {
      String version = admin.version();
      proxy.cut();
      assertThrows(EngineException.class, admin::version);
      proxy.mend();
      Until.holds("it answers again", () -> version.equals(answer(admin)));
    }
  }

  private static String answer(Admin admin) {
    try {
      return admin.version();
    } catch (EngineException e) {
      return "";
    }
  }
}
