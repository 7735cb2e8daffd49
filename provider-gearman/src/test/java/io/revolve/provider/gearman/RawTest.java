package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Jobs without headers, with a client and a worker of this library at both ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RawTest {
  private static final Duration MOMENT = Duration.ofMillis(50);

  private final Make make = new Make();
  private GearmanServer server;

  @BeforeAll
  void start() {
    server = GearmanServer.running();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Map<String, Object> raw() {
    return Map.of("provider", "gearman", "gearman", Map.of("port", server.port(), "raw", true));
  }

  private Client client() {
    return make.client(raw());
  }

  private Worker worker() {
    return make.worker(raw());
  }

  /** Every test has names of its own: raw functions know no namespace. */
  private static String name(TestInfo info) {
    return info.getTestMethod().orElseThrow().getName();
  }

  private Task task(String name, Object payload) {
    return make.task(Map.of("name", name, "payload", payload));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void wordsOfEveryKindComeInOrder(TestInfo info) throws Exception {
    List<String> heard = new ArrayList<>();
    try (Worker worker = worker();
        Client client = client()) {
      worker.handle(
          name(info),
          running -> {
            running.write("half", running.payload(String.class) + " is read");
            running.progress(3, 10);
            running.write("warning", "it is warm");
            return "done";
          });
      worker.start();
      Task task = task(name(info), "a text");
      task.addListener("data", message -> heard.add("data " + message));
      task.addListener("warning", message -> heard.add("warning " + message));
      task.addListener("progress", message -> heard.add(text(message.as(Progress.class))));
      task.addListener("completed", message -> heard.add("completed " + message));
      client.handle(task);
      while (!client.hasCompleted(task)) {
        client.read(MOMENT);
      }
    }
    assertEquals(
        List.of("data a text is read", "progress 3 10", "warning it is warm", "completed done"),
        heard);
  }

  private static String text(Progress progress) {
    return "progress " + progress.done() + " " + progress.total();
  }

  @Test
  void payloadsAndResultsArePlain(TestInfo info) throws Exception {
    try (Worker worker = worker();
        Client client = client()) {
      worker.handle(name(info) + "/type", running -> running.payload(String.class));
      worker.handle(name(info) + "/map", running -> running.payload(Map.class));
      worker.handle(name(info) + "/bytes", running -> running.payload(byte[].class));
      worker.handle(name(info) + "/nothing", running -> null);
      worker.start();
      String type = name(info) + "/type";
      assertEquals("ä \"text\"", get(client.submit(task(type, "ä \"text\""), String.class)));
      assertEquals("[1,2]", get(client.submit(task(type, List.of(1, 2)), String.class)));
      assertEquals("17", get(client.submit(task(type, 17), String.class)));
      assertEquals(17, get(client.submit(task(type, 17), Integer.class)));
      Map<String, Object> map = Map.of("of", "texts");
      assertEquals(map, get(client.submit(task(name(info) + "/map", map), Map.class)));
      byte[] bytes = {0, 1, '"', 0, -1};
      byte[] back = get(client.submit(task(name(info) + "/bytes", bytes), byte[].class));
      assertArrayEquals(bytes, back);
      assertEquals("", get(client.submit(task(name(info) + "/nothing", ""), String.class)));
    }
  }

  @Test
  void aFailureSaysWhatItWas(TestInfo info) throws Exception {
    try (Worker worker = worker();
        Client client = client()) {
      worker.handle(
          name(info),
          running -> {
            throw new IllegalStateException("the disk is full");
          });
      worker.start();
      Future<String> future = client.submit(task(name(info), ""), String.class);
      ExecutionException e = assertThrows(ExecutionException.class, () -> get(future));
      TaskFailedException failed = (TaskFailedException) e.getCause();
      assertEquals("java.lang.IllegalStateException: the disk is full", failed.failure().message());
    }
  }

  @Test
  void tasksOfOneKeyAreRunOnceAndAllHearOfIt(TestInfo info) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch submitted = new CountDownLatch(1);
    try (Worker worker = worker();
        Client one = client();
        Client other = client()) {
      worker.handle(
          name(info),
          running -> {
            submitted.await();
            running.write("run", runs.incrementAndGet());
            return "of " + running.payload(String.class);
          });
      worker.start();
      List<Future<String>> results = new ArrayList<>();
      List<String> heard = Collections.synchronizedList(new ArrayList<>());
      for (Client client : List.of(one, one, other)) {
        Task task =
            make.task(Map.of("name", name(info), "payload", "them", "unique", "the one key"));
        task.addListener("data", message -> heard.add(message.taskId()));
        results.add(client.submit(task, String.class));
      }
      submitted.countDown();
      for (Future<String> result : results) {
        assertEquals("of them", get(result));
      }
      one.read();
      other.read();
      assertEquals(1, runs.get());
      assertEquals(3, heard.stream().distinct().count(), heard::toString);
    }
  }

  @Test
  void aKeyThatIsTooLongIsRefused(TestInfo info) {
    try (Client client = client()) {
      Task task = make.task(Map.of("name", name(info), "unique", "k".repeat(64)));
      var e = assertThrows(UnsupportedFeatureException.class, () -> client.handle(task));
      assertTrue(e.getMessage().contains("64 bytes"), e.getMessage());
    }
  }

  @Test
  void aDelayIsWaitedFor(TestInfo info) throws Exception {
    try (Worker worker = worker();
        Client client = client()) {
      worker.handle(name(info), running -> System.nanoTime());
      worker.start();
      Task task = make.task(Map.of("name", name(info), "delay", "PT0.3S"));
      long begun = System.nanoTime();
      long run = get(client.submit(task, Long.class));
      assertTrue(run - begun >= Duration.ofMillis(300).toNanos(), () -> run - begun + " ns");
    }
  }

  @Test
  void whatOnlyAHeaderCouldSayIsRefused(TestInfo info) {
    try (Client client = client()) {
      Map<String, Object> asked =
          Map.of(
              "queue",
              "images",
              "attempts",
              3,
              "timeout",
              "PT1M",
              "headers",
              Map.of("traceparent", "00"));
      asked.forEach(
          (key, value) -> {
            Map<String, Object> map = new HashMap<>(Map.of("name", name(info)));
            map.put(key, value);
            Task task = make.task(map);
            var e = assertThrows(UnsupportedFeatureException.class, () -> client.handle(task));
            assertTrue(e.getMessage().contains('"' + key + '"'), e.getMessage());
          });
      Task task = task(name(info), "");
      client.handle(task);
      assertThrows(UnsupportedFeatureException.class, () -> task.tell("stop", null));
    }
  }

  @Test
  void anotherMessengerIsRefused() {
    Map<String, Object> config = new HashMap<>(raw());
    config.put("messenger", Map.of("provider", "gearman", "gearman", Map.of("port", 4730)));
    for (String kind : List.of("client", "worker")) {
      ConfigException e =
          assertThrows(
              ConfigException.class,
              () -> {
                try (AutoCloseable made =
                    kind.equals("client") ? make.client(config) : make.worker(config)) {
                  throw new AssertionError("made " + made);
                }
              });
      assertTrue(e.problems().get(0).startsWith(kind + ".messenger: "), e.getMessage());
    }
  }

  @Test
  void keysThatRawLeavesNoSenseAreRefused() {
    Map<String, Object> section = Map.of("raw", true, "namespace", "n", "mode", "foreground");
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> make.client(Map.of("provider", "gearman", "gearman", section)));
    assertEquals(2, e.problems().size(), e.getMessage());
  }

  @Test
  void whatAWorkerLeavesIsDoneByAnother(TestInfo info) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Client client = client();
        Worker other = worker()) {
      Map<String, Object> impatient = new HashMap<>(raw());
      impatient.put("drain", "PT0.1S");
      Worker worker = make.worker(impatient);
      worker.handle(
          name(info),
          running -> {
            begun.countDown();
            Thread.sleep(60_000);
            return "never";
          });
      worker.start();
      Future<String> result = client.submit(task(name(info), ""), String.class);
      assertTrue(begun.await(20, TimeUnit.SECONDS));
      worker.close();
      other.handle(name(info), running -> "by another").start();
      assertEquals("by another", get(result));
    }
  }

  @Test
  void aJobOnALostServerIsSubmittedAgain(TestInfo info) throws Exception {
    GearmanServer own = GearmanServer.running();
    try (own) {
      Map<String, Object> raw =
          Map.of("provider", "gearman", "gearman", Map.of("port", own.port(), "raw", true));
      try (Client client = make.client(raw)) {
        Future<String> result = client.submit(task(name(info), "again"), String.class);
        own.kill();
        own.start();
        try (Worker worker = make.worker(raw)) {
          worker.handle(name(info), running -> running.payload(String.class)).start();
          assertEquals("again", get(result));
        }
      }
    }
  }

  @Test
  void aKeyWhoseFirstClientHasGoneIsNoTrap(TestInfo info) throws Exception {
    Map<String, Object> keyed = Map.of("name", name(info), "payload", "mine", "unique", "key");
    Client first = client();
    first.handle(make.task(keyed));
    first.close(); // The server drops its job when its turn comes, and whoever has joined it.
    try (Client client = client();
        Worker worker = worker()) {
      Future<String> result = client.submit(make.task(keyed), String.class);
      worker.handle(name(info), running -> running.payload(String.class)).start();
      assertEquals("mine", get(result));
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid(TestInfo info) {
    Map<String, Object> nobody =
        Map.of(
            "provider",
            "gearman",
            "timeout",
            "PT0.2S",
            "gearman",
            Map.of("port", 1, "raw", true, "timeout", "PT0.1S"));
    try (Client client = make.client(nobody)) {
      var e = assertThrows(EngineException.class, () -> client.handle(task(name(info), "")));
      assertTrue(e.getMessage().contains("127.0.0.1:1"), e.getMessage());
    }
  }
}
