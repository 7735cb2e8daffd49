package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.Message;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules R13.1 to R13.6: workers and clients in other JVMs, killed at random. For providers that
 * leave this JVM; of one that does not, it is asserted that it says so.
 */
public abstract class OtherJvmContract extends Contract {

  private boolean leaves() {
    boolean open = room.isOpenToOtherJvms();
    assertTrue(
        open || room.has(Capability.IN_MEMORY) || !fixture().providers().isEmpty(),
        "a provider stays in this JVM and says so, or other JVMs can come");
    return open;
  }

  private ChildJvm worker(Object... settings) {
    Map<String, Object> config =
        room.config("concurrency", 4, "lease", "PT1S", "threads", "platform");
    for (int i = 0; i < settings.length; i += 2) {
      config.put((String) settings[i], settings[i + 1]);
    }
    return new ChildJvm(WorkerMain.class, config);
  }

  private boolean leases() {
    JobLink link = room.jobLink();
    return declared(Capability.LEASES, () -> link.extend(List.of(), Duration.ofSeconds(1)));
  }

  @Test
  void r13_1_workerInAnotherJvmRunsTasksAndSendsEvents() {
    if (!leaves()) {
      return;
    }
    try (ChildJvm child = worker().await()) {
      Client client = room.client();
      Task task = room.task("steps", "payload", Map.of("a", List.of(1)));
      Heard heard = run(client, task, "step");
      assertEquals(List.of("started", "step", "step", "step", "completed"), heard.events());
      assertEquals(List.of("0", "1", "2"), heard.texts("step"));
      assertEquals(Map.of("a", List.of(1)), task.result(Map.class));
      assertTrue(child.isAlive());
    }
  }

  @Test
  void r13_2_workersKilledAtRandomLoseNothingAndEndEachTaskOnce() {
    torture(150, 6);
  }

  @Test
  @Tag("long")
  void r13_2_workersKilledAtRandomForLongLoseNothing() {
    torture(3_000, 60);
  }

  private void torture(int count, int kills) {
    if (!leaves()) {
      return;
    }
    Random random = new Random(20_260_104);
    Client client = room.client();
    List<Task> tasks =
        IntStream.range(0, count).mapToObj(i -> room.task("steps", "payload", i)).toList();
    List<Heard> heard = tasks.stream().map(task -> Heard.of(task, "step")).toList();
    List<ChildJvm> workers = new ArrayList<>();
    try {
      // A task may be hit by several kills, and must not count as one that kills its worker.
      for (int i = 0; i < 2; i++) {
        workers.add(worker("crashes", 100).await());
      }
      int chunk = count / kills;
      for (int kill = 0; kill < kills; kill++) {
        client.handleAll(tasks.subList(kill * chunk, (kill + 1) * chunk));
        Until.passes(Duration.ofMillis(random.nextInt(80)));
        workers.remove(0).close();
        workers.add(worker("crashes", 100).await());
        client.read();
      }
      Room.read(client, "all tasks end", () -> allEnded(heard));
      client.read();
    } finally {
      workers.forEach(ChildJvm::close);
    }
    for (int i = 0; i < count; i++) {
      Heard each = heard.get(i);
      assertEquals(List.of("completed"), each.endings(), "task " + i);
      assertEquals(List.of(), each.messages("revolve:gap"), "task " + i);
      assertEquals(i, tasks.get(i).result(Integer.class));
      List<Message> steps = each.messages("step");
      int last = steps.get(steps.size() - 1).attempt();
      List<String> ofLast =
          steps.stream().filter(step -> step.attempt() == last).map(Message::toString).toList();
      assertEquals(List.of("0", "1", "2"), ofLast, "steps of the attempt that ended task " + i);
    }
  }

  private static boolean allEnded(List<Heard> heard) {
    return heard.stream().allMatch(Heard::hasEnded);
  }

  @Test
  void r13_3_tasksOfAKilledClientRunAllTheSame() {
    if (!leaves()) {
      return;
    }
    List<String> accepted;
    try (ChildJvm child = new ChildJvm(ClientMain.class, room.config()).await()) {
      Until.holds("some tasks are accepted", () -> child.lines().size() > 50);
      child.kill();
      accepted = child.lines().stream().filter(line -> line.matches("[0-9]+")).toList();
    }
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    Worker worker = room.worker();
    worker.handle("count", task -> ran.add("" + task.payload(Integer.class))).start();
    // What was cut in the middle of its last line counts as not written.
    List<String> certain = accepted.subList(0, accepted.size() - 1);
    Until.holds("all that was accepted runs", () -> ran.containsAll(certain));
    // What the client had not yet told of may be running still.
    worker.close();
    assertEquals(ran.size(), ran.stream().distinct().count(), "each once");
  }

  @Test
  void r13_4_taskThatKillsItsProcessIsADeadLetterAfterThreeCrashes() {
    if (!leaves() || !leases()) {
      return;
    }
    Client client = room.client();
    Task task = room.task("halt", "attempts", 10);
    Heard heard = Heard.of(task);
    client.handle(task);
    for (int crash = 0; crash < 3; crash++) {
      try (ChildJvm child = worker("lease", "PT2S").await()) {
        Room.read(client, "the task kills its worker", () -> !child.isAlive());
      }
    }
    try (ChildJvm child = worker("lease", "PT2S").await()) {
      Room.read(client, "the task is given up", heard::hasEnded);
      assertTrue(child.isAlive(), "the fourth worker lives");
    }
    assertEquals(List.of("failed"), heard.endings());
    if (room.has(Capability.DEAD_LETTERS)) {
      assertEquals(task.id(), client.deadLetters().list(10).get(0).id());
    }
  }

  @Test
  void r13_5_callbackTravelsAsAReferenceToWhereItIsAllowed() {
    if (!leaves()) {
      return;
    }
    Map<String, Object> config = new HashMap<>();
    config.put("provider", room.jobs().name());
    String word = "captured";
    config.put("callback", (Callback) running -> word + " " + (ProcessHandle.current().pid() > 0));
    Client client = room.client();
    Task task = room.make().task(config);
    Map<String, Object> allow = Map.of("allow", List.of("io.revolve.testkit.*"));
    try (ChildJvm child = worker("callbacks", allow).await()) {
      assertTrue(child.isAlive());
      run(client, task);
    }
    assertEquals("captured true", task.result(String.class));
  }

  @Test
  void r13_7_callbackThatOneWorkerRefusesIsLeftForAnother() {
    if (!leaves()) {
      return;
    }
    room.worker("callbacks", Map.of("allow", List.of("com.acme.*"))).start();
    Client client = room.client();
    Task task =
        room.make()
            .task(
                Map.of(
                    "provider",
                    room.jobs().name(),
                    "callback",
                    (Callback) running -> "run " + running.attempt()));
    Heard heard = Heard.of(task);
    client.handle(task);
    Until.passes(Duration.ofMillis(300));
    room.worker("callbacks", Map.of("allow", List.of("io.revolve.testkit.*"))).start();
    Room.read(client, "it runs where it is allowed", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
    assertEquals("run 1", task.result(String.class));
  }

  @Test
  void r13_6_stoppedProcessIsFencedWhenItWakes() throws Exception {
    if (!leaves() || !leases()) {
      return;
    }
    Client client = room.client();
    Task task = room.task("sleep");
    Heard heard = Heard.of(task, "begun");
    try (ChildJvm child = worker().await()) {
      client.handle(task);
      Room.read(client, "it runs there", () -> heard.texts("begun").size() == 1);
      signal("STOP", child);
      room.worker().handle("sleep", running -> "elsewhere").start();
      Room.read(client, "it ends elsewhere", heard::hasEnded);
      signal("CONT", child);
      Until.passes(Duration.ofSeconds(2));
      client.read();
      assertTrue(child.isAlive());
    }
    assertEquals("elsewhere", task.result(String.class));
    assertEquals(List.of("completed"), heard.endings());
  }

  private static void signal(String name, ChildJvm child) throws Exception {
    String[] command = {"kill", "-" + name, Long.toString(child.pid())};
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }
}
