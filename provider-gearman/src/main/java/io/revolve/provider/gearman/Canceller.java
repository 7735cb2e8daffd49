package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.api.Priority;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cancels jobs, wherever they are and however often they were put back. A server tells by key
 * whether a job waits or runs, and cancels by handle. As it takes the cancelling of a job that has
 * just been handed out, too, it is asked again afterwards. Thread safe.
 */
final class Canceller {
  private final Functions functions;
  private final List<Errand> errands;
  private final Marks marks;
  private final Flights flights;

  /** The functions of jobs that were submitted here. */
  private final Known<String> known;

  private final long timeout;

  /** What this has ended: a server remembers such a job until its turn comes. */
  private final Known<Boolean> ended = new Known<>();

  Canceller(
      GearmanSettings settings,
      Functions functions,
      List<Errand> errands,
      Marks marks,
      Flights flights,
      Known<String> known) {
    this.functions = functions;
    this.errands = errands;
    this.marks = marks;
    this.flights = flights;
    this.known = known;
    timeout = settings.timeout().toNanos();
  }

  /** A job of a task, at a server. */
  private record Spot(Errand errand, String key, boolean isRunning) {

    /** Whether that is the same job. */
    boolean isSame(Spot other) {
      return errand == other.errand && key.equals(other.key);
    }
  }

  /** Cancels a job. */
  Cancelling cancel(String id) {
    if (ended.has(id)) {
      return Cancelling.TOO_LATE;
    }
    List<Spot> done = new ArrayList<>();
    boolean isMarked = false;
    long end = System.nanoTime() + timeout;
    while (true) {
      if (flights.cancel(id)) {
        return end(id);
      }
      List<Spot> there = look(id, done.isEmpty());
      there.removeIf(spot -> !spot.isRunning() && done.stream().anyMatch(spot::isSame));
      if (there.isEmpty() && done.isEmpty() && flights.has(id) && end - System.nanoTime() > 0) {
        continue; // What the server says of it, or answers to it, is on its way.
      }
      if (there.isEmpty()) {
        return done.isEmpty() ? Cancelling.TOO_LATE : end(id);
      }
      if (there.stream().allMatch(Spot::isRunning)) {
        if (isMarked) {
          return Cancelling.MARKED;
        }
        marks.put(id); // And another look: it may have been put back before that was seen.
        isMarked = true;
      }
      for (Spot spot : there) {
        if (!spot.isRunning()) {
          cancel(id, spot);
          done.add(spot);
        }
      }
    }
  }

  private Cancelling end(String id) {
    ended.add(id, true);
    return Cancelling.ENDED;
  }

  /**
   * Where there are jobs of a task, by what those servers say that can be reached.
   *
   * @param isFirst whether nothing is known yet: then there must not be a server that says nothing
   */
  private List<Spot> look(String id, boolean isFirst) {
    List<String> keys = Keys.all(id);
    List<Spot> spots = new ArrayList<>();
    EngineException problem = null;
    for (Errand errand : errands) {
      try {
        List<Packet> answers = errand.ask(keys.stream().map(Marks::question).toList());
        for (int i = 0; i < answers.size(); i++) {
          Packet answer = answers.get(i);
          if (Marks.isKnown(answer)) {
            spots.add(new Spot(errand, keys.get(i), answer.text(2).equals("1")));
          }
        }
      } catch (EngineException e) {
        problem = e;
      }
    }
    if (isFirst && spots.isEmpty() && problem != null) {
      throw problem;
    }
    return spots;
  }

  private void cancel(String id, Spot spot) {
    flights.ignore(id);
    for (String work : works(id, spot)) {
      String function = function(work, spot);
      boolean unused = spot.errand().admin().cancelJob(handle(spot, function));
      spot.errand().sweep(function);
    }
  }

  private static String function(String work, Spot spot) {
    return Keys.isLater(spot.key()) ? Functions.later(work) : work;
  }

  /** In which functions the job may be: of one that was submitted long ago, that is not known. */
  private Set<String> works(String id, Spot spot) {
    String submitted = known.get(id);
    if (submitted != null) {
      return Set.of(submitted);
    }
    Set<String> works = new HashSet<>();
    for (FunctionStatus status : spot.errand().admin().status()) {
      String function = status.function();
      boolean isLater = Functions.isLater(function);
      if (functions.isWork(function)
          && isLater == Keys.isLater(spot.key())
          && status.waiting() > 0) {
        works.add(Functions.now(function));
      }
    }
    return works;
  }

  /**
   * The handle of a job of a function and a key: that is what the server answers if the same is
   * submitted again. If there is none any more, this makes one, which does nothing.
   */
  private static String handle(Spot spot, String function) {
    Parcel nothing = Parcel.of(new byte[0], new byte[0]);
    Cargo cargo = new Cargo(Cargo.Form.NOTHING, Priority.NORMAL, 0, nothing);
    Frame frame = Submit.frame(function, spot.key(), cargo, Duration.ZERO);
    return spot.errand().ask(List.of(frame)).get(0).text(0);
  }
}
