package io.revolve.provider.gearman;

import java.nio.ByteBuffer;
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
  private final List<ByteBuffer> frames = new ArrayList<>();

  void add(Taken job, Cargo cargo, Duration delay) {
    jobs.add(job);
    keys.add(Submit.id(job.unique()));
    frames.add(Submit.frame(job.function(), Submit.next(job.unique()), cargo, delay));
  }

  /** Submits them; the old jobs, which may be ended now. */
  List<Taken> submit(Servers servers) {
    if (!frames.isEmpty()) {
      servers.submit(keys, frames, (place, peer, handle) -> {});
    }
    return jobs;
  }
}
