package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs that go back to the server: each is submitted anew before the old one ends, so that a crash
 * in between loses none.
 */
final class Again {
  private final List<Taken> jobs = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  /** Jobs that wait here, as far as they still are held, for the rest of their time. */
  static Again of(List<Waiting.Again> waiting, long now) {
    Again again = new Again();
    for (Waiting.Again each : waiting) {
      if (each.job().isHeld()) {
        Duration delay = Duration.ofNanos(Math.max(0, each.due() - now));
        again.add(each.job(), Cargo.of(each.job().data()), delay);
      }
    }
    return again;
  }

  void add(Taken job, Cargo cargo, Duration delay) {
    add(job, Submit.next(Functions.now(job.function()), job.unique(), cargo, delay));
  }

  /** Another job takes the place of a job. */
  void add(Taken job, Frame frame) {
    jobs.add(job);
    keys.add(Keys.id(job.unique()));
    frames.add(frame);
  }

  /** Submits them; the old jobs, which may be ended now. */
  List<Taken> submit(Servers servers) {
    if (!frames.isEmpty()) {
      servers.submit(keys, frames, (place, peer, handle) -> {});
    }
    return jobs;
  }
}
