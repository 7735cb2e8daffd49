package io.revolve.provider.process.jobserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.server.JobServer;
import io.revolve.provider.process.server.JobServerSettings;
import io.revolve.provider.process.server.Keys;
import io.revolve.provider.process.server.Secret;
import io.revolve.provider.process.server.Servers;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tasks through a job server, whose PHP workers know nothing of Revolve. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class JobServerProviderTest {
  private final Make make = new Make();

  @AfterEach
  void close() {
    make.close();
  }

  private Client client(Map<String, ?> section) {
    return make.client(Map.of("provider", "jobserver", "timeout", "PT1S", "jobserver", section));
  }

  private Client client(JobServer server) {
    return client(Map.of("port", server.port(), "timeout", "PT0.5S"));
  }

  private Task task(String name, Object payload) {
    return make.task(Map.of("name", name, "payload", payload));
  }

  /** What a task ends in, by {@code read()}. */
  private static List<String> hear(Client client, Task task, String... events)
      throws InterruptedException {
    List<String> heard = new CopyOnWriteArrayList<>();
    for (String event : events) {
      task.addListener(event, message -> heard.add(event + " " + message));
    }
    client.handle(task);
    while (!client.hasCompleted(task)) {
      client.read(Duration.ofMillis(50));
    }
    client.read();
    return heard;
  }

  @Test
  void tasksAreDoneAndSayWhatTheyHaveToSay() throws Exception {
    try (JobServer server = Servers.open(Servers.amp(2), 0);
        Client client = client(server)) {
      assertEquals("HELLO", client.submit(task("upper", "hello"), String.class).get());
      assertEquals(
          List.of("data a", "data b", "completed ."),
          hear(client, task("parts", "ab"), "data", "completed", "started"));
      byte[] bytes = new byte[300_000];
      new Random(1).nextBytes(bytes);
      assertArrayEquals(bytes, client.submit(task("echo", bytes), byte[].class).get());
      Map<?, ?> map = client.submit(task("echo", Map.of("a", 1)), Map.class).get();
      assertEquals(Map.of("a", 1), map);
    }
  }

  @Test
  void failuresAreToldAndTheirProcessesReplaced() throws Exception {
    try (JobServer server = Servers.open(Servers.amp(1), 0);
        Client client = client(server)) {
      CompletableFuture<String> failed = client.submit(task("dance", "now"), String.class);
      ExecutionException why = assertThrows(ExecutionException.class, failed::get);
      assertTrue(why.getCause() instanceof TaskFailedException, String.valueOf(why.getCause()));
      assertTrue(why.getMessage().contains("no such procedure: dance now"), why.getMessage());
      CompletableFuture<String> died = client.submit(task("exit", "3"), String.class);
      why = assertThrows(ExecutionException.class, died::get);
      assertTrue(why.getMessage().contains("died while invoking `exit`"), why.getMessage());
      assertEquals("UP", client.submit(task("upper", "up"), String.class).get());
    }
  }

  @Test
  void moreTasksThanTheServerTakesAreAllDone() throws Exception {
    JobServerSettings few =
        JobServerSettings.of(Servers.amp(2), Place.of("127.0.0.1", 0))
            .withBounds(new JobServerSettings.Bounds(1 << 20, 10, 50, 1 << 20, 1 << 20));
    try (JobServer server = JobServer.open(few);
        Client client = client(Map.of("port", server.port(), "ahead", 100))) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        answers.add(client.submit(task("upper", "t" + i), String.class));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertEquals("T" + i, answers.get(i).get());
      }
    }
  }

  @Test
  void waitingTaskIsCancelledBeforeItBeginsAndARunningOneIsStopped() throws Exception {
    JobServerSettings graceful =
        Servers.settings(Servers.amp(1), 0)
            .withTimes(
                new JobServerSettings.Times(
                    Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMillis(200)));
    try (JobServer server = JobServer.open(graceful);
        Client client = client(server)) {
      Task running = task("hang", "");
      Task waiting = task("echo", "never");
      client.handle(running);
      client.handle(waiting);
      Until.holds("both are there", () -> server.open() == 2);
      assertTrue(waiting.cancel());
      assertTrue(running.cancel());
      List<String> heard = new CopyOnWriteArrayList<>();
      for (String event : List.of("cancelled", "failed", "completed")) {
        running.addListener(event, message -> heard.add("running " + event));
        waiting.addListener(event, message -> heard.add("waiting " + event));
      }
      Until.holds(
          "both have ended",
          () -> {
            client.read();
            return heard.size() == 2;
          });
      assertEquals(Set.of("running cancelled", "waiting cancelled"), Set.copyOf(heard));
      assertFalse(waiting.cancel());
      assertEquals("UP", client.submit(task("upper", "up"), String.class).get());
    }
  }

  @Test
  void serverThatComesBackGetsAgainWhatWasUnderWay() throws Exception {
    JobServer first = Servers.open(Servers.amp(1), 0);
    int port = first.port();
    try (Client client = client(first)) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      answers.add(client.submit(task("sleep", "300"), String.class));
      for (int i = 0; i < 20; i++) {
        answers.add(client.submit(task("upper", "t" + i), String.class));
      }
      Until.holds("all are there", () -> first.open() == 21);
      first.close();
      Until.holds("it is seen", () -> !client.health().green());
      EngineException away =
          assertThrows(EngineException.class, () -> client.handle(task("upper", "away")));
      assertTrue(away.getMessage().contains("127.0.0.1:" + port), away.getMessage());
      try (JobServer second = Servers.open(Servers.amp(1), port)) {
        assertEquals("300", answers.get(0).get());
        for (int i = 0; i < 20; i++) {
          assertEquals("T" + i, answers.get(i + 1).get());
        }
        assertEquals("UP", client.submit(task("upper", "up"), String.class).get());
        assertTrue(second.answered() >= 22);
      }
    } finally {
      first.close();
    }
  }

  /** The section's timeout is longer by far than the client's, and no measure of this. */
  @Test
  void handleGivesUpAfterTheClientsTimeout() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      for (int port : new int[] {deaf.getLocalPort(), free()}) {
        try (Client client = client(Map.of("port", port, "timeout", "PT50S"))) {
          EngineException away =
              assertTimeoutPreemptively(
                  Duration.ofSeconds(20),
                  () ->
                      assertThrows(
                          EngineException.class, () -> client.handle(task("upper", "up"))));
          assertTrue(away.getMessage().contains("within PT1S"), away.getMessage());
          String why = port == deaf.getLocalPort() ? "it has not answered yet" : "refused";
          assertTrue(away.getMessage().contains(why), away.getMessage());
        }
      }
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void serverThatSaysNothingIsAway() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Client client = client(Map.of("port", deaf.getLocalPort(), "timeout", "PT0.2S"))) {
      EngineException away =
          assertThrows(EngineException.class, () -> client.handle(task("upper", "up")));
      assertTrue(away.getMessage().contains("did not answer"), away.getMessage());
    }
  }

  @Test
  void secretTlsAndUnixSocketsAreSpoken(@TempDir Path folder) throws Exception {
    Keys keys = Keys.in(folder);
    JobServerSettings guarded =
        Servers.settings(Servers.amp(1), 0)
            .withSecret(Secret.of("open sesame"))
            .withTls(keys.context());
    Map<String, Object> section = new HashMap<>();
    section.put("host", "127.0.0.1");
    section.put("tls", true);
    section.put("truststore", keys.store().toString());
    section.put("truststore-password", Keys.PASSWORD);
    section.put("secret", "open sesame");
    section.put("timeout", "PT2S");
    try (JobServer server = JobServer.open(guarded)) {
      section.put("port", server.port());
      try (Client client = client(section)) {
        assertEquals("IN", client.submit(task("upper", "in"), String.class).get());
      }
      section.put("secret", "let me in");
      section.put("timeout", "PT0.3S");
      try (Client client = client(section)) {
        EngineException refused =
            assertThrows(EngineException.class, () -> client.handle(task("upper", "in")));
        assertTrue(refused.getMessage().contains("not the secret"), refused.getMessage());
        assertFalse(refused.getMessage().contains("let me in"), refused.getMessage());
      }
    }
    Path path = folder.resolve("jobs.sock");
    try (JobServer server = JobServer.open(JobServerSettings.of(Servers.amp(1), Place.of(path)));
        Client client = client(Map.of("path", path.toString()))) {
      assertEquals(-1, server.port());
      assertEquals("IN", client.submit(task("upper", "in"), String.class).get());
    }
  }

  @Test
  void whatCannotBeHadIsRefusedBySentences() throws Exception {
    Map<String, ?> config = Map.of("provider", "jobserver");
    ConfigException worker = assertThrows(ConfigException.class, () -> make.worker(config));
    assertTrue(worker.getMessage().contains("./revolve serve"), worker.getMessage());
    UnsupportedFeatureException messenger =
        assertThrows(UnsupportedFeatureException.class, () -> make.messenger(config));
    assertTrue(messenger.getMessage().contains("no messages apart"), messenger.getMessage());
    ConfigException wrong =
        assertThrows(
            ConfigException.class, () -> client(Map.of("path", "a", "port", 1, "truststore", "b")));
    assertTrue(wrong.getMessage().contains("(2 problems)"), wrong.getMessage());
    try (JobServer server = Servers.open(Servers.amp(1), 0);
        Client client = client(server)) {
      for (Map<String, ?> asked :
          List.<Map<String, ?>>of(
              Map.of("name", "upper", "delay", "PT1S"),
              Map.of("name", "upper", "unique", "key"),
              Map.of("name", "upper", "attempts", 3),
              Map.of("name", "n".repeat(256)))) {
        assertThrows(UnsupportedFeatureException.class, () -> client.handle(make.task(asked)));
      }
    }
  }
}
