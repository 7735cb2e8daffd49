package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.spi.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The foreground jobs that a worker holds, which carry what they say. Thread safe. */
final class Holding {
  private final ConcurrentMap<String, Taken> jobs = new ConcurrentHashMap<>();
  private final Runnable look;

  /**
   * Holds none.
   *
   * @param look hears which connections are lost, and with them their jobs
   */
  Holding(Runnable look) {
    this.look = look;
  }

  void add(String id, Taken job) {
    jobs.put(id, job);
  }

  void remove(String id, Taken job) {
    jobs.remove(id, job);
  }

  /** Something is to be said: nobody may have looked while all threads were busy. */
  void look() {
    if (!jobs.isEmpty()) {
      look.run();
    }
  }

  /** Whether a letter goes with the job that says it. */
  boolean carries(Letter letter) {
    return job(letter) != null;
  }

  /** The job that says a letter; null if it is not held here. */
  @Nullable Taken job(Letter letter) {
    Taken job = letter.job() == null ? null : jobs.get(letter.job());
    return job != null && job.isHeld() ? job : null;
  }

  /** Sends letters with the jobs that say them; the others. */
  List<Letter> say(List<Letter> letters) {
    look();
    List<Letter> rest = new ArrayList<>();
    Map<Taken, List<Letter>> byJob = new LinkedHashMap<>();
    for (Letter letter : letters) {
      Taken job = job(letter);
      if (job == null) {
        rest.add(letter);
      } else {
        byJob.computeIfAbsent(job, j -> new ArrayList<>()).add(letter);
      }
    }
    List<Taken.Said> said = new ArrayList<>();
    byJob.forEach(
        (job, all) ->
            Envelope.divide(all)
                .forEach(part -> said.add(job.said(Kind.WORK_DATA, Envelope.pieces(part)))));
    Taken.say(said);
    return rest;
  }
}
