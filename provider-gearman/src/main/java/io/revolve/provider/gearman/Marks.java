package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marks of jobs that were cancelled while they ran, where every process sees them: each is a job of
 * a function that nobody works on, found by its key, whose time comes in ten minutes; who cancels
 * asks again before that. Who puts a mark removes those whose time has come. Thread safe.
 */
final class Marks {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int AT_ONCE = 8;

  /** With a job without data in its file, gearmand 1.1.20 does not start again. */
  private static final byte[] SOMETHING = Frame.bytes("cancelled");

  private final String function;
  private final List<Errand> errands;

  Marks(Functions functions, List<Errand> errands) {
    function = functions.marks();
    this.errands = errands;
  }

  /** Marks a job at every server that answers: it may be put back at another than it came from. */
  void put(String id) {
    if (!Keys.fits(Keys.mark(id))) {
      return;
    }
    Frame mark =
        new Frame(
            Kind.SUBMIT_JOB_EPOCH,
            Frame.bytes(function),
            Frame.bytes(Keys.mark(id)),
            Submit.time(KEPT),
            SOMETHING);
    EngineException problem = null;
    int put = 0;
    for (Errand errand : errands) {
      try {
        var unused = errand.ask(List.of(mark));
        put++;
        removeOld(errand);
      } catch (EngineException e) {
        problem = e;
      }
    }
    if (put == 0 && problem != null) {
      throw problem;
    }
  }

  private void removeOld(Errand errand) {
    boolean unused =
        errand.take(
            Set.of(function),
            AT_ONCE,
            old -> {
              errand.end(old);
              return true;
            });
  }

  /** Which of some jobs are marked: of those that were put back, before or after that. */
  Set<Taken> ofTaken(List<Taken> jobs, List<Cargo> cargoes) {
    List<Taken> again = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (cargoes.get(i).settled() > 0) {
        again.add(jobs.get(i));
      }
    }
    try {
      return again.isEmpty() ? Set.of() : of(again);
    } catch (EngineException e) {
      return Set.of(); // The server does not answer: the jobs will hardly be held much longer.
    }
  }

  /** Which of the jobs that are to be put back are marked. */
  Set<Taken> ofReleased(List<? extends Settlement> settlements) {
    List<Taken> released = new ArrayList<>();
    for (Settlement each : settlements) {
      if (each instanceof Settlement.Release && each.lease().token() instanceof Taken job) {
        released.add(job);
      }
    }
    return released.isEmpty() ? Set.of() : of(released);
  }

  private Set<Taken> of(Collection<Taken> jobs) {
    Map<String, List<Taken>> byServer = new LinkedHashMap<>();
    for (Taken job : jobs) {
      if (job.isHeld() && Keys.fits(Keys.mark(Keys.id(job.unique())))) {
        byServer.computeIfAbsent(job.taker().peer().name(), s -> new ArrayList<>()).add(job);
      }
    }
    Set<Taken> marked = new HashSet<>();
    for (Errand errand : errands) {
      List<Taken> there = byServer.getOrDefault(errand.name(), List.of());
      List<Frame> questions = new ArrayList<>(there.size());
      there.forEach(job -> questions.add(question(Keys.mark(Keys.id(job.unique())))));
      List<Packet> answers = questions.isEmpty() ? List.of() : errand.ask(questions);
      for (int i = 0; i < answers.size(); i++) {
        if (isKnown(answers.get(i))) {
          marked.add(there.get(i));
        }
      }
    }
    return marked;
  }

  /** Asks whether there is a job of a key. */
  static Frame question(String key) {
    return new Frame(Kind.GET_STATUS_UNIQUE, Frame.bytes(key));
  }

  /** Whether the answer is that there is one. */
  static boolean isKnown(Packet answer) {
    return answer.text(1).equals("1");
  }
}
