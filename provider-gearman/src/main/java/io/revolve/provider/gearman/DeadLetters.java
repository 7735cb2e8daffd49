package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.spi.Job;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Dead letters as background jobs, each of a function of its own on which nobody works: so they are
 * as durable as the queue, and the server's list of functions is the list of them. Who reads one
 * takes its job, and submits it anew before that is ended: a crash in between leaves it twice,
 * which counts as once. Thread safe.
 */
final class DeadLetters {
  private static final int AT_ONCE = 64;
  private static final int FORGOTTEN_AT_ONCE = 100;
  private static final long PAUSE_MILLIS = 10;
  private static final Comparator<Grave> OLDEST_FIRST =
      Comparator.comparing(Grave::diedAt).thenComparing(Grave::id);

  private final GearmanSettings settings;
  private final Functions functions;
  private final Servers servers;
  private final List<Errand> errands;

  DeadLetters(
      GearmanSettings settings, Functions functions, Servers servers, List<Errand> errands) {
    this.settings = settings;
    this.functions = functions;
    this.servers = servers;
    this.errands = errands;
  }

  /** A grave that a server has, with so many jobs in it: one, or more after a crash. */
  private record Found(Errand errand, Grave grave, String function, int jobs) {}

  /** The packet that buries a job. */
  Frame bury(Taken job, Parcel outcome) {
    Grave grave = new Grave(functions.queue(job.function()), Keys.id(job.unique()), Instant.now());
    DeadLetter letter =
        new DeadLetter(functions.name(job.function()), Cargo.of(job.data()), outcome);
    return submission(grave.function(settings.namespace()), letter.toBytes());
  }

  private static Frame submission(String function, byte[] letter) {
    byte[] key = Frame.bytes(UUID.randomUUID().toString());
    return new Frame(Kind.SUBMIT_JOB_BG, Frame.bytes(function), key, letter);
  }

  /** The oldest dead letters, oldest first. */
  List<Job> list(int limit) {
    Map<Grave, Job> read = new TreeMap<>(OLDEST_FIRST);
    Set<String> seen = new HashSet<>();
    long end = end();
    while (true) {
      Set<String> oldest = new LinkedHashSet<>();
      List<Found> left = new ArrayList<>();
      for (Found each : found()) {
        if (oldest.contains(each.grave().id()) || oldest.size() < limit) {
          oldest.add(each.grave().id());
          left.add(each);
        }
      }
      left.removeIf(each -> seen.contains(each.grave().id()));
      if (left.isEmpty()) {
        return List.copyOf(read.values());
      }
      if (!read(left, read, seen)) {
        pause(end, left.size());
      }
    }
  }

  /** A dead letter. */
  Optional<Job> find(String id) {
    Map<Grave, Job> read = new TreeMap<>(OLDEST_FIRST);
    Set<String> seen = new HashSet<>();
    long end = end();
    while (true) {
      List<Found> left = seen.isEmpty() ? found(id) : List.of();
      if (left.isEmpty()) {
        return read.values().stream().findFirst();
      }
      if (!read(left, read, seen)) {
        pause(end, left.size());
      }
    }
  }

  /**
   * Puts a dead letter back into its queue, and then forgets it.
   *
   * @return false if there is none of that id
   */
  boolean replay(String id, Parcel parcel) {
    return remove(
        id,
        (grave, letter) -> {
          String work = functions.work(grave.queue(), letter.name());
          Frame frame = Submit.first(work, id, letter.replayed(parcel), Duration.ZERO);
          servers.submit(List.of(id), List.of(frame), (place, peer, handle) -> {});
        });
  }

  /** Forgets a dead letter; false if there is none of that id. */
  boolean delete(String id) {
    return remove(id, (grave, letter) -> {});
  }

  /** What is done with a letter before it is forgotten. */
  private interface Before {
    void with(Grave grave, DeadLetter letter);
  }

  private boolean remove(String id, Before before) {
    boolean isDone = false;
    long end = end();
    while (true) {
      List<Found> left = found(id);
      if (left.isEmpty()) {
        return isDone;
      }
      Found each = left.get(0);
      boolean first = !isDone;
      boolean taken =
          each.errand()
              .take(
                  Set.of(each.function()),
                  each.jobs(),
                  jobs -> {
                    if (first && !jobs.isEmpty()) {
                      before.with(each.grave(), DeadLetter.of(jobs.get(0).data()));
                    }
                    each.errand().end(jobs);
                    return !jobs.isEmpty();
                  });
      isDone |= taken;
      if (!taken) {
        pause(end, left.size());
      }
    }
  }

  /**
   * Reads what nobody else is reading.
   *
   * @param to gets what was read
   * @param seen gets the ids of what was read, or cannot be
   * @return whether there was any
   */
  private static boolean read(List<Found> graves, Map<Grave, Job> to, Set<String> seen) {
    Map<Errand, List<Found>> byErrand = new LinkedHashMap<>();
    graves.forEach(
        each -> byErrand.computeIfAbsent(each.errand(), e -> new ArrayList<>()).add(each));
    boolean any = false;
    for (Map.Entry<Errand, List<Found>> each : byErrand.entrySet()) {
      List<Found> all = each.getValue();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<Found> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        any |= readSome(each.getKey(), some, to, seen);
      }
    }
    return any;
  }

  private static boolean readSome(
      Errand errand, List<Found> graves, Map<Grave, Job> to, Set<String> seen) {
    Map<String, Grave> byFunction = new HashMap<>();
    graves.forEach(each -> byFunction.put(each.function(), each.grave()));
    int jobs = graves.stream().mapToInt(Found::jobs).sum();
    return errand.take(
        byFunction.keySet(),
        jobs,
        taken -> {
          putBack(errand, taken);
          for (Taken job : taken) {
            Grave grave = byFunction.get(job.function());
            if (grave != null && seen.add(grave.id())) {
              read(grave, job, to);
            }
          }
          return !taken.isEmpty();
        });
  }

  private static void putBack(Errand errand, List<Taken> taken) {
    Map<String, Taken> once = new LinkedHashMap<>();
    taken.forEach(job -> once.put(job.function(), job));
    List<Frame> copies = new ArrayList<>();
    once.values().forEach(job -> copies.add(submission(job.function(), job.data())));
    if (!copies.isEmpty()) {
      var unused = errand.ask(copies);
      errand.end(taken);
    }
  }

  /** What somebody else has submitted to such a function is no dead letter, and is passed over. */
  private static void read(Grave grave, Taken job, Map<Grave, Job> to) {
    try {
      to.put(grave, DeadLetter.of(job.data()).job(grave));
    } catch (IllegalArgumentException e) {
      System.getLogger(DeadLetters.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "a job of " + job.function() + " is no dead letter: " + e.getMessage());
    }
  }

  private List<Found> found(String id) {
    return found().stream().filter(each -> each.grave().id().equals(id)).toList();
  }

  /** All graves, the oldest first. Those that are empty are forgotten on the way. */
  private List<Found> found() {
    List<Found> found = new ArrayList<>();
    for (Errand errand : errands) {
      int forgotten = 0;
      for (FunctionStatus status : errand.admin().status()) {
        Grave grave = Grave.of(settings.namespace(), status.function());
        if (grave != null && status.jobs() > 0) {
          found.add(new Found(errand, grave, status.function(), (int) status.jobs()));
        } else if (grave != null && status.workers() == 0 && forgotten < FORGOTTEN_AT_ONCE) {
          // Only who holds one of its jobs submits another, so there will be none.
          boolean unused = errand.admin().dropFunction(status.function());
          forgotten++;
        }
      }
    }
    found.sort(Comparator.comparing(Found::grave, OLDEST_FIRST));
    return found;
  }

  private long end() {
    return System.nanoTime() + settings.timeout().toNanos();
  }

  /** Others have them for a moment, to read them. */
  private static void pause(long end, int left) {
    if (System.nanoTime() - end > 0) {
      throw new EngineException("somebody who reads dead letters holds on to " + left + " of them");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while somebody else read dead letters", e);
    }
  }
}
