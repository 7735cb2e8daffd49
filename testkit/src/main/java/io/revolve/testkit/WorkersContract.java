package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.api.WorkerInfo;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules R14.1 to R14.4 and R12.15: workers are listed while they live. */
public abstract class WorkersContract extends Contract {

  private static final String OFTEN = "PT0.4S";

  private boolean lists() {
    return declared(Capability.WORKERS, () -> room.client().workers());
  }

  private static List<String> ids(Client client) {
    return client.workers().stream().map(WorkerInfo::id).toList();
  }

  private static WorkerInfo only(Client client) {
    List<WorkerInfo> workers = client.workers();
    assertEquals(1, workers.size(), workers.toString());
    return workers.get(0);
  }

  @Test
  void r14_1_runningWorkerIsListedWithWhatItRuns() {
    if (!lists()) {
      return;
    }
    Client client = room.client();
    Gate gate = new Gate();
    Instant before = Instant.now();
    Worker worker =
        room.worker(
            "announce",
            "PT1S",
            "concurrency",
            3,
            "queues",
            Map.of("heavy", 3, "light", 1, "default", 1));
    worker.handle(
        "hold",
        task -> {
          gate.pass();
          return null;
        });
    worker.handle("other", task -> null);
    assertEquals(List.of(), client.workers(), "it takes nothing yet");
    worker.start();
    Until.holds("it is listed at once", () -> ids(client).equals(List.of(worker.id())));
    WorkerInfo info = only(client);
    assertFalse(info.host().isEmpty());
    assertEquals(ProcessHandle.current().pid(), info.pid());
    assertEquals(Map.of("heavy", 3, "light", 1, "default", 1), info.queues());
    assertEquals(Set.of("hold", "other"), info.names());
    assertEquals(3, info.concurrency());
    assertTrue(!info.since().isBefore(before.minusMillis(1)), info.since() + " after " + before);
    assertTrue(!info.since().isAfter(Instant.now()), info.since() + " is over");
    List<Task> tasks = List.of(room.task("hold"), room.task("hold"));
    client.handleAll(tasks);
    Set<String> held = tasks.stream().map(Task::id).collect(Collectors.toSet());
    Until.holds("its tasks are listed", () -> Set.copyOf(only(client).tasks()).equals(held));
    assertEquals(2, only(client).running());
    gate.open();
    Until.holds("their ends are seen", () -> only(client).running() == 0);
    assertEquals(List.of(), only(client).tasks());
  }

  @Test
  void r14_2_stoppedWorkerIsGoneAtOnce() throws InterruptedException {
    if (!lists()) {
      return;
    }
    Client client = room.client();
    Worker stays = room.worker("id", "b").start();
    Worker goes = room.worker("id", "a").start();
    Until.holds("both are listed, by id", () -> ids(client).equals(List.of("a", "b")));
    goes.stop();
    assertTrue(goes.await(Until.BOUND));
    assertEquals(List.of(stays.id()), ids(client));
  }

  @Test
  void r14_2_engineThatDoesNotAnswerHoldsNoStopUp() throws Exception {
    if (!lists()) {
      return;
    }
    Client client = room.client();
    AtomicBoolean stuck = new AtomicBoolean();
    Gate gate = new Gate();
    Worker worker =
        room.through(Links.jobs(link -> new Stuck(link, stuck, gate)))
            .worker("announce", OFTEN)
            .start();
    Until.holds("it is listed", () -> ids(client).equals(List.of(worker.id())));
    stuck.set(true);
    try {
      CompletableFuture<Void> closing = CompletableFuture.runAsync(worker::close);
      closing.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
      Until.holds("what it could not take away vanishes", () -> ids(client).isEmpty());
    } finally {
      gate.open();
    }
  }

  @Test
  void r14_3_silentWorkerIsGoneWhenItsTimeIsOver() {
    if (!lists()) {
      return;
    }
    Client client = room.client();
    AtomicBoolean dead = new AtomicBoolean();
    Worker silent =
        room.through(Links.jobs(link -> new Silent(link, dead))).worker("announce", OFTEN).start();
    Worker stays = room.worker("announce", OFTEN).start();
    Set<String> both = Set.of(silent.id(), stays.id());
    Until.holds("both are listed", () -> Set.copyOf(ids(client)).equals(both));
    dead.set(true);
    Until.holds("one is left", () -> ids(client).equals(List.of(stays.id())));
  }

  @Test
  void r14_3_killedProcessIsGoneWhenItsTimeIsOver() {
    if (!room.isOpenToOtherJvms() || !lists()) {
      return;
    }
    Client client = room.client();
    Worker stays = room.worker("announce", OFTEN).start();
    Map<String, Object> config = room.config("id", "killed", "announce", OFTEN);
    try (ChildJvm child = new ChildJvm(WorkerMain.class, config).await()) {
      Until.holds("it is listed", () -> ids(client).contains("killed"));
      Map<String, Long> pids =
          client.workers().stream().collect(Collectors.toMap(WorkerInfo::id, WorkerInfo::pid));
      assertEquals(child.pid(), pids.get("killed"));
      child.kill();
      Until.holds("the other is left", () -> ids(client).equals(List.of(stays.id())));
    }
  }

  @Test
  void r14_4_workerIsListedAgainAfterAnOutage() {
    if (!lists()) {
      return;
    }
    Client client = room.client();
    Outage outage = new Outage();
    Worker worker = room.through(outage.links()).worker("announce", OFTEN).start();
    Until.holds("it is listed", () -> ids(client).equals(List.of(worker.id())));
    outage.begin();
    Until.holds("nothing is heard of it", () -> ids(client).isEmpty());
    outage.end();
    Until.holds("it is listed again", () -> ids(client).equals(List.of(worker.id())));
  }

  @Test
  void r12_15_noteIsKeptForItsTimeAndReplaced() {
    JobLink link = room.jobLink();
    if (!declared(Capability.WORKERS, () -> link.workers(10))) {
      return;
    }
    Duration hour = Duration.ofHours(1);
    link.announce("a", parcel("a1"), hour);
    link.announce("b", parcel("b1"), hour);
    link.announce("a", parcel("a2 \u00e9"), hour);
    link.announce("c:*", parcel("c1"), Duration.ofSeconds(1));
    assertEquals(2, link.workers(2).size(), "no more than asked for");
    assertTrue(bodies(link).containsAll(List.of("a2 \u00e9", "b1")));
    Until.holds("one is over", () -> bodies(link).equals(Set.of("a2 \u00e9", "b1")));
    link.announce("b", parcel("gone"), Duration.ZERO);
    link.announce("b", parcel("gone"), Duration.ZERO);
    assertEquals(Set.of("a2 \u00e9"), bodies(link));
    Parcel note = link.workers(10).get(0);
    assertEquals("{\"kit\":1}", new String(note.header(), StandardCharsets.UTF_8));
    assertEquals(List.of(), room.client().workers(), "what is no worker's note is left out");
    try (Room elsewhere = new Room(fixture())) {
      assertEquals(List.of(), elsewhere.client().workers(), "another namespace");
    }
  }

  private static Parcel parcel(String body) {
    return Parcel.of(
        "{\"kit\":1}".getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> bodies(JobLink link) {
    return link.workers(10).stream()
        .map(note -> new String(note.body(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }

  /** From some moment on nothing is heard of its workers, as if they had been killed. */
  private static final class Silent extends PassingJobs {
    private final AtomicBoolean dead;

    Silent(JobLink inner, AtomicBoolean dead) {
      super(inner);
      this.dead = dead;
    }

    @Override
    public void announce(String worker, Parcel note, Duration lifetime) {
      if (dead.get()) {
        throw new EngineException("this worker is as good as dead");
      }
      super.announce(worker, note, lifetime);
    }
  }

  /** From some moment on no announcement is answered until a gate is opened. */
  private static final class Stuck extends PassingJobs {
    private final AtomicBoolean stuck;
    private final Gate gate;

    Stuck(JobLink inner, AtomicBoolean stuck, Gate gate) {
      super(inner);
      this.stuck = stuck;
      this.gate = gate;
    }

    @Override
    public void announce(String worker, Parcel note, Duration lifetime) {
      if (stuck.get()) {
        gate.passDeaf();
        throw new EngineException("the engine did not answer");
      }
      super.announce(worker, note, lifetime);
    }
  }
}
