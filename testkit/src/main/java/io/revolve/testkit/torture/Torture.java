package io.revolve.testkit.torture;

import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Kills workers and the engine while clients hand tasks over and hear them, and accounts for every
 * run and every event. What must hold: each task that was accepted ends once to its client, with
 * all events of the attempt that ended it, in order; an attempt whose worker was killed may break
 * off anywhere; and no task runs again without a reason.
 */
public final class Torture {

  /** How long the clients may take, after all was handed over. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Room room;
  private final Plan plan;
  private final Path folder;
  private final Runnable crash;
  private final Random random;
  private final List<ChildJvm> workers = new ArrayList<>();
  private final List<ChildJvm> clients = new ArrayList<>();
  private final Map<Long, Long> killed = new HashMap<>();
  private final List<Span> outages = new ArrayList<>();

  /**
   * A torture to be.
   *
   * @param room where clients and workers meet
   * @param folder an empty one, for the witnesses
   * @param crash kills the engine and starts it again with its data; returns when it answers
   */
  public Torture(Room room, Plan plan, Path folder, Runnable crash) {
    this.room = room;
    this.plan = plan;
    this.folder = folder;
    this.crash = crash;
    random = new Random(plan.seed());
  }

  /** Runs it to its end; says all that went wrong, but throws nothing for it. */
  public Report run() {
    List<String> faults = new ArrayList<>();
    long begin = System.nanoTime();
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < plan.workers(); i++) {
        workers.add(worker());
      }
      for (int i = 0; i < plan.clients(); i++) {
        clients.add(client(i * plan.share()));
      }
      kill();
      Until.within(
          plan.length().plus(PATIENCE).plus(Until.BOUND),
          () -> clients.stream().allMatch(Torture::isDone));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      workers.forEach(ChildJvm::close);
      clients.forEach(ChildJvm::close);
    }
    return account((System.nanoTime() - begin) / 1_000_000, faults);
  }

  private ChildJvm worker() {
    Map<String, Object> config =
        room.config(
            "concurrency",
            8,
            "lease",
            plan.lease().toString(),
            "threads",
            "platform",
            // A task may be hit by several kills, and must not count as one that kills its worker.
            "crashes",
            1000);
    return new ChildJvm(
        TortureWorkerMain.class, config, folder.toString(), "" + plan.lease().toMillis() / 3);
  }

  private ChildJvm client(int first) {
    return new ChildJvm(
            TortureClientMain.class,
            room.config("timeout", "PT30S"),
            "" + first,
            "" + plan.share(),
            "" + plan.length().toMillis(),
            "" + plan.length().plus(PATIENCE).toMillis())
        .await();
  }

  private void kill() {
    workers.forEach(ChildJvm::await);
    long begin = System.nanoTime();
    List<Long> crashes = new ArrayList<>();
    for (int i = 0; i < plan.engineKills(); i++) {
      // In the middle of its share of the time, more or less.
      double at = (i + 0.25 + random.nextDouble() / 2) / plan.engineKills();
      crashes.add(begin + (long) (at * plan.length().toNanos()));
    }
    long next = begin + plan.killEvery().toNanos();
    long end = begin + plan.length().toNanos();
    while (System.nanoTime() - end < 0) {
      if (!crashes.isEmpty() && System.nanoTime() - crashes.get(0) >= 0) {
        crashes.remove(0);
        long from = System.currentTimeMillis();
        crash.run();
        outages.add(new Span(from, System.currentTimeMillis()));
      }
      if (System.nanoTime() - next >= 0) {
        next += plan.killEvery().toNanos();
        ChildJvm victim = workers.remove(random.nextInt(workers.size()));
        victim.close();
        killed.put(victim.pid(), System.currentTimeMillis());
        workers.add(worker());
      }
      Until.passes(Duration.ofMillis(5));
    }
  }

  private static boolean isDone(ChildJvm client) {
    return !client.isAlive() || client.lines().contains(TortureClientMain.DONE);
  }

  private Report account(long millis, List<String> faults) {
    Witnessed witnessed = Witnessed.read(folder);
    Account account = new Account(killed, outages, witnessed, plan.lease());
    account.explain(faults);
    for (int task = 0; task < plan.share() * plan.clients(); task++) {
      if (witnessed.of(task).stream().noneMatch(Run::hasEnded)) {
        faults.add("task " + task + " did not run to its end: " + witnessed.of(task));
      }
    }
    int refusals = 0;
    for (ChildJvm client : clients) {
      if (!client.lines().contains(TortureClientMain.DONE)) {
        faults.add("a client did not come to its end: " + client.lines());
      }
      for (String line : client.lines()) {
        String[] words = line.split(" ");
        if (words[0].equals(TortureClientMain.WRONG)) {
          faults.add(line + witnessed.of(Integer.parseInt(words[1])));
        } else if (words[0].equals(TortureClientMain.REFUSED)) {
          refusals++;
        }
      }
    }
    return new Report(
        plan,
        millis,
        killed.size(),
        outages.stream().map(Span::length).toList(),
        account.doubled,
        account.byKill,
        account.byOutage,
        account.byStall,
        refusals,
        faults);
  }
}
