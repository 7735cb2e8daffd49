package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.provider.gearman.admin.JobLine;
import io.revolve.provider.gearman.admin.WorkerLine;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real gearmand says of itself. */
class AdminTest {
  private static final int MANY = 20_000;

  private GearmanServer server;
  private Admin admin;

  @BeforeEach
  void start() {
    server = GearmanServer.running();
    admin = new Admin(ServerProcess.HOST, server.port(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  @Test
  void anIdleServerSaysItsVersionAndNothingElse() {
    assertTrue(admin.version().matches("[0-9]+[.][0-9].*"), admin.version());
    assertEquals(List.of(), admin.status());
    assertEquals(List.of(), admin.jobs());
    assertEquals(List.of(), admin.uniqueJobs());
  }

  @Test
  void functionsAreCountedWhateverTheirNames() {
    try (Bare client = new Bare(server);
        Bare worker = new Bare(server)) {
      List<String> odd = List.of("sp ace", "ta\tb", "new\nline", "um-ö", "ERR x", "x".repeat(900));
      odd.forEach(name -> client.submit(name, "u-" + name.charAt(0)));
      client.submit("busy", "1");
      client.submit("busy", "2");
      worker.say(Kind.CAN_DO, "busy");
      assertTrue(worker.grab().contains("busy"));
      Set<FunctionStatus> expected = new HashSet<>();
      odd.forEach(name -> expected.add(new FunctionStatus(name, 1, 0, 0)));
      expected.add(new FunctionStatus("busy", 2, 1, 1));
      assertEquals(expected, Set.copyOf(admin.status()));
      assertEquals(1, new FunctionStatus("busy", 2, 1, 1).waiting());
    }
  }

  @Test
  void connectionsAreListedWithWhatTheyTake() {
    try (Bare worker = new Bare(server);
        Bare odd = new Bare(server)) {
      worker.say(Kind.SET_CLIENT_ID, "host-1").say(Kind.CAN_DO, "a/b/c").say(Kind.CAN_DO, "d");
      odd.say(Kind.SET_CLIENT_ID, "an id\nof two lines").say(Kind.ECHO_REQ, "x").hear();
      Until.holds("both are listed", () -> line("host-1").functions().size() == 2);
      assertEquals(Set.of("a/b/c", "d"), Set.copyOf(line("host-1").functions()));
      assertEquals("127.0.0.1", line("host-1").host());
      assertEquals(List.of(), line("an id\nof two lines").functions());
      assertEquals(List.of(), line("-").functions(), "this connection itself");
    }
  }

  private WorkerLine line(String id) {
    return admin.workers().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElse(new WorkerLine(0, "", "", List.of("none")));
  }

  @Test
  void jobsAreListedAndCancelled() {
    try (Bare client = new Bare(server);
        Bare worker = new Bare(server)) {
      String first = client.submit("f", "one");
      String second = client.submit("f", "two with spaces");
      String foreground = client.say(Kind.SUBMIT_JOB, "f", "three", "data").hear();
      assertEquals(Set.of("one", "two with spaces", "three"), Set.copyOf(admin.uniqueJobs()));
      assertTrue(admin.cancelJob(second));
      assertEquals(
          Set.of(
              new JobLine(first, 0, false, true),
              new JobLine(second, 0, true, false),
              new JobLine(foreground, 0, false, false)),
          Set.copyOf(admin.jobs()));
      worker.say(Kind.CAN_DO, "f");
      assertTrue(worker.grab().startsWith(first));
      assertTrue(worker.grab().startsWith(foreground), "the cancelled one is passed over");
      assertFalse(admin.cancelJob(second), "and forgotten");
      assertFalse(admin.cancelJob("H:nowhere:1"));
      assertTrue(admin.cancelJob(first), "it runs, and runs on");
      worker.say(Kind.WORK_COMPLETE, first, "").say(Kind.ECHO_REQ, "done");
      assertEquals("done", worker.hear(), "which is no error");
    }
  }

  @Test
  void aBoundIsHeldForAFunctionThatIsKnown() {
    try (Bare client = new Bare(server)) {
      client.submit("bounded", "1");
      admin.maxqueue("bounded", 2);
      client.submit("bounded", "2");
      assertTrue(client.submit("bounded", "3").startsWith("QUEUE_ERROR"));
      admin.maxqueue("bounded", 3, 0, 2);
      client.submit("bounded", "4");
      String high = client.say(Kind.SUBMIT_JOB_HIGH_BG, "bounded", "5", "data").hear();
      assertTrue(high.startsWith("QUEUE_ERROR"), high);
      admin.maxqueue("bounded", 0);
      assertTrue(client.submit("bounded", "6").startsWith("H:"));
      admin.maxqueue("no-such-function", 1);
    }
  }

  @Test
  void aFunctionIsForgottenIfNobodyWorksOnIt() {
    try (Bare worker = new Bare(server)) {
      worker.say(Kind.CAN_DO, "used").say(Kind.ECHO_REQ, "x").hear();
      assertFalse(admin.dropFunction("used"));
      assertFalse(admin.dropFunction("unknown"));
      worker.say(Kind.CANT_DO, "used").say(Kind.ECHO_REQ, "x").hear();
      assertTrue(admin.dropFunction("used"));
      assertEquals(List.of(), admin.status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "a\tb", "a\nversion", "a\r", "\0"})
  void whatWouldBeAnotherQuestionIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> admin.maxqueue(name, 1));
    assertThrows(IllegalArgumentException.class, () -> admin.cancelJob(name));
    assertThrows(IllegalArgumentException.class, () -> admin.dropFunction(name));
    assertNotEquals("", admin.version());
  }

  @Test
  void longListsComeWhole() {
    try (Bare client = new Bare(server)) {
      for (int i = 0; i < MANY; i++) {
        client.say(Kind.SUBMIT_JOB_BG, "function-" + i, "unique-" + i, "data");
      }
      for (int i = 0; i < MANY; i++) {
        client.hear();
      }
      Set<String> functions =
          admin.status().stream().map(FunctionStatus::function).collect(Collectors.toSet());
      Set<String> handles = admin.jobs().stream().map(JobLine::handle).collect(Collectors.toSet());
      assertEquals(names("function-"), functions);
      assertEquals(names("unique-"), Set.copyOf(admin.uniqueJobs()));
      assertEquals(MANY, handles.size());
    }
  }

  private static Set<String> names(String prefix) {
    return IntStream.range(0, MANY).mapToObj(i -> prefix + i).collect(Collectors.toSet());
  }

  @Test
  void aRestartOfTheServerIsNotNoticed() {
    String version = admin.version();
    server.kill();
    server.start();
    assertEquals(version, admin.version());
  }

  @Test
  void manyThreadsGetTheirOwnAnswers() {
    try (Bare client = new Bare(server)) {
      String handle = client.submit("shared", "one");
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        threads.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int j = 0; j < 100; j++) {
                    assertEquals(List.of(new FunctionStatus("shared", 1, 0, 0)), admin.status());
                    assertEquals(handle, admin.jobs().get(0).handle());
                    assertEquals(List.of("one"), admin.uniqueJobs());
                  }
                }));
      }
      threads.forEach(CompletableFuture::join);
    }
  }
}
