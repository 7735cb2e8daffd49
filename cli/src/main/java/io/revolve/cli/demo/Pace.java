package io.revolve.cli.demo;

import io.revolve.api.RunningTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How fast a task goes on, and how far it is. Counting alone would be over before one looks. */
final class Pace {

  /** Short enough for a bar that moves smoothly and a cancellation that is heard at once. */
  private static final double SLICE_NANOS = 40e6;

  private final RunningTask task;
  private final Bundle bundle;
  private long done;
  private volatile int speed = 1;

  Pace(RunningTask task, Bundle bundle) {
    this.task = task;
    this.bundle = bundle;
  }

  /** Goes so many times as fast from now on; false if it does so already. */
  boolean faster(int times) {
    boolean changed = times >= 1 && times != speed;
    speed = Math.max(1, times);
    return changed;
  }

  /** Whether half of the bundle has been read. */
  boolean half() {
    return done * 2 >= bundle.bytes();
  }

  /** Counts a file as read, in the time that the pace gives it. */
  void read(Path file) throws IOException, InterruptedException {
    long left = Files.size(file);
    if (bundle.pause() <= 0) {
      advance(left);
      return;
    }
    while (left > 0) {
      double nanosPerByte = bundle.pause() / speed;
      long slice = Math.min(left, Math.max(1, (long) (SLICE_NANOS / nanosPerByte)));
      Thread.sleep((long) (slice * nanosPerByte / 1e6));
      advance(slice);
      left -= slice;
    }
  }

  private void advance(long bytes) {
    task.throwIfCancelled();
    done += bytes;
    task.progress(Math.min(done, bundle.bytes()), bundle.bytes());
  }
}
