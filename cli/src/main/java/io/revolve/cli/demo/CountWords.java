package io.revolve.cli.demo;

import io.revolve.api.Callback;
import io.revolve.api.LeaseLostException;
import io.revolve.api.RunningTask;
import io.revolve.cli.handlers.Tally;
import io.revolve.cli.handlers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Counts the words of a bundle; says which file it reads and how far it is, and can be sped up. */
final class CountWords implements Callback {

  static final String NAME = "count-words";

  /** Told by the client: how many times as fast to go on. */
  static final String SPEED = "speed";

  /** Sent to the client: the file that was read. */
  static final String FILE = "file";

  /** Sent to the client: the answer to {@link #SPEED}. */
  static final String FASTER = "faster";

  private static final long serialVersionUID = 1;

  @Override
  public Object call(RunningTask task) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Bundle bundle = Objects.requireNonNull(task.payload(Bundle.class));
    Pace pace = new Pace(task, bundle);
    task.addListener(
        SPEED,
        told -> {
          Integer times = told.as(Integer.class);
          if (times != null && pace.faster(times)) {
            answer(task, times);
          }
        });
    Tally tally = new Tally();
    for (String file : bundle.files()) {
      String text = TextFiles.read(Path.of(file));
      task.write(FILE, file);
      tally.add(text);
      pace.read(Path.of(file));
      if (bundle.failsFirst() && task.attempt() == 1 && pace.half()) {
        throw new IOException("a disk fault, made up for this demo");
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Counted(bundle.files().size(), tally.words(), tally.counts(), millis);
  }

  private static void answer(RunningTask task, int times) {
    try {
      task.write(FASTER, times);
    } catch (LeaseLostException late) {
      // The work was done before it was told to hurry: nobody waits for an answer.
    }
  }
}
