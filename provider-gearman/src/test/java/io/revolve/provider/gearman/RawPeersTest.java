package io.revolve.provider.gearman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.Worker;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs without headers, with programs at the other end that know nothing of this library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RawPeersTest {
  private static final Duration MOMENT = Duration.ofMillis(50);

  private final Make make = new Make();
  private GearmanServer server;
  private Program phpWorker;
  private Worker worker;
  private Client client;

  @BeforeAll
  void start() throws Exception {
    server = GearmanServer.running();
    Map<String, Object> raw =
        Map.of("provider", "gearman", "gearman", Map.of("port", server.port(), "raw", true));
    phpWorker = Program.php("worker.php", server.port());
    assertEquals("ready", phpWorker.line());
    client = make.client(raw);
    worker = make.worker(raw);
    worker.handle("java/echo", running -> running.payload(byte[].class));
    worker.handle("java/nothing", running -> null);
    worker.handle("java/upper", running -> running.payload(String.class).toUpperCase(Locale.ROOT));
    worker.handle(
        "java/say",
        running -> {
          running.write("some", "data of " + running.payload(byte[].class).length);
          running.progress(3, 10);
          running.write("warning", "a warning");
          running.write("more", new byte[] {0, 1, -1});
          return "said";
        });
    worker.handle(
        "java/throw",
        running -> {
          throw new IllegalStateException("no such cat");
        });
    worker.start();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    worker.close();
    phpWorker.close();
    server.close();
  }

  /** The bytes that the PHP client makes, too. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static String digest(byte[] bytes) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return bytes.length + " " + HexFormat.of().formatHex(hash);
  }

  private Task task(String name, Object payload) {
    return make.task(Map.of("name", name, "payload", payload));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  private List<String> phpClient(String function, int length) throws Exception {
    try (Program php =
        Program.php("client.php", server.port(), function, Integer.toString(length))) {
      return php.lines();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20})
  void phpDoesATaskOfAnyBytes(int length) throws Exception {
    byte[] payload = bytes(length);
    assertArrayEquals(payload, get(client.submit(task("php/echo", payload), byte[].class)));
  }

  /** Without 0: libgearman takes no job without data. */
  @ParameterizedTest
  @ValueSource(ints = {1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20})
  void phpHasATaskOfAnyBytesDone(int length) throws Exception {
    assertEquals(List.of("complete " + digest(bytes(length))), phpClient("java/echo", length));
  }

  /** Most of a minute each way, for which libgearman waits: it does so with its own kind, too. */
  @Test
  @Tag("long")
  @Timeout(300)
  void bothDoTasksOfManyBytes() throws Exception {
    int length = 64 << 20;
    byte[] payload = bytes(length);
    Future<byte[]> result = client.submit(task("php/echo", payload), byte[].class);
    assertEquals(List.of("complete " + digest(payload)), phpClient("java/echo", length));
    assertArrayEquals(payload, result.get(200, TimeUnit.SECONDS));
  }

  @Test
  void phpGetsNothingWhereThereIsNothing() throws Exception {
    assertEquals(List.of("complete " + digest(new byte[0])), phpClient("java/nothing", 1));
  }

  @Test
  void phpHearsWhatATaskSays() throws Exception {
    assertEquals(
        List.of(
            "data " + HexFormat.of().formatHex("data of 5".getBytes(UTF_8)),
            "status 3/10",
            "warning a warning",
            "data 0001ff",
            "complete " + digest("said".getBytes(UTF_8))),
        phpClient("java/say", 5));
  }

  @Test
  void phpHearsAnException() throws Exception {
    assertEquals(
        List.of("exception java.lang.IllegalStateException: no such cat"),
        phpClient("java/throw", 1));
  }

  @Test
  void whatPhpSaysIsHeard() throws Exception {
    List<String> heard = new ArrayList<>();
    Task task = task("php/say", "us");
    task.addListener("data", message -> heard.add(HexFormat.of().formatHex(message.bytes())));
    task.addListener("warning", message -> heard.add(message.toString()));
    task.addListener(
        "progress",
        message -> {
          Progress progress = message.as(Progress.class);
          heard.add(progress.done() + " of " + progress.total());
        });
    client.handle(task);
    while (!client.hasCompleted(task)) {
      client.read(MOMENT);
    }
    String first = HexFormat.of().formatHex("data of us".getBytes(UTF_8));
    assertEquals(List.of(first, "3 of 10", "a warning", "0001ff"), heard);
    assertEquals("said", task.result(String.class));
  }

  @Test
  void aFailureOfPhpIsHeard() {
    assertEquals("its worker does not say why", failure("php/fail"));
  }

  @Test
  void anExceptionOfPhpIsHeard() {
    assertEquals("no such cat", failure("php/throw"));
  }

  private String failure(String name) {
    Future<String> future = client.submit(task(name, "x"), String.class);
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(future));
    return ((TaskFailedException) e.getCause()).failure().message();
  }

  @Test
  void theToolHasATaskDone() throws Exception {
    try (Program tool = Program.tool(server.port(), "-f", "java/upper", "quiet")) {
      assertEquals(List.of("QUIET"), tool.lines());
    }
  }

  @Test
  void theToolHasATaskDoneInTheBackground() throws Exception {
    String unique = "in-the-background";
    CompletableFuture<String> done = new CompletableFuture<>();
    worker.handle(
        "java/background",
        running -> {
          done.complete(running.payload(String.class));
          return null;
        });
    try (Program tool =
        Program.tool(server.port(), "-b", "-u", unique, "-f", "java/background", "later")) {
      List<String> unused = tool.lines();
      assertEquals("later", get(done));
    }
  }

  /**
   * With an exception it would wait for ever: it does not ask for those, so gearmand alters them.
   */
  @Test
  void theToolHearsOfAFailureThatIsAWarning() throws Exception {
    Map<String, Object> section = Map.of("port", server.port(), "raw", true, "failures", "warning");
    try (Worker kind = make.worker(Map.of("provider", "gearman", "gearman", section));
        Program tool = Program.tool(server.port(), "-f", "java/fail", "x")) {
      kind.handle(
          "java/fail",
          running -> {
            throw new IllegalStateException("no such cat");
          });
      kind.start();
      var e = assertThrows(IllegalStateException.class, tool::lines);
      assertTrue(e.getMessage().contains("no such cat"), e.getMessage());
    }
  }

  @Test
  void theToolDoesATask() throws Exception {
    Future<String> result = client.submit(task("tool/reverse", "stressed"), String.class);
    try (Program tool =
        Program.tool(server.port(), "-w", "-c", "1", "-f", "tool/reverse", "--", "rev")) {
      assertEquals(List.of(), tool.lines());
    }
    assertEquals("desserts", get(result).strip());
  }
}
