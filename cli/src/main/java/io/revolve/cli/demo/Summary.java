package io.revolve.cli.demo;

import io.revolve.api.TaskState;
import io.revolve.cli.handlers.Tally;
import io.revolve.cli.handlers.TextFiles;
import io.revolve.cli.json.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the demo ended.
 *
 * @param tasks how many tasks there were
 * @param completed how many completed
 * @param retries how many attempts failed and were followed by another
 * @param cancelled how many tasks were cancelled
 * @param failed how many tasks failed for good
 * @param events how many messages the client heard
 * @param files how many files were read
 * @param words how many words the tasks counted together
 * @param top the most frequent words
 * @param time from the first submission to the last end
 * @param work the times of the attempts that counted, added up
 * @param plainWords how many words one thread counts afterwards, without tasks
 * @param plainTime how long that takes
 */
record Summary(
    int tasks,
    long completed,
    long retries,
    long cancelled,
    long failed,
    long events,
    long files,
    long words,
    Map<String, Integer> top,
    Duration time,
    Duration work,
    long plainWords,
    Duration plainTime) {

  /** Sums up, and counts once more in this thread, to compare. */
  static Summary of(Plan plan, Board board, Duration time) throws IOException {
    long start = System.nanoTime();
    Tally plain = new Tally();
    for (Path file : plan.files()) {
      plain.add(TextFiles.read(file));
    }
    Duration plainTime = Duration.ofNanos(System.nanoTime() - start);
    return new Summary(
        board.rows().size(),
        board.in(TaskState.COMPLETED),
        board.retries(),
        board.in(TaskState.CANCELLED),
        board.in(TaskState.FAILED),
        board.events(),
        board.files(),
        board.words().words(),
        board.words().top(8, 5),
        time,
        board.work(),
        plain.words(),
        plainTime);
  }

  /** Whether everything happened that was meant to, and nothing else. */
  boolean good() {
    return failed == 0 && cancelled == 1 && completed == tasks - 1 && words == plainWords;
  }

  Map<String, @Nullable Object> asJson() {
    return JsonText.object(
        "ok", good(),
        "tasks", tasks,
        "completed", completed,
        "retries", retries,
        "cancelled", cancelled,
        "failed", failed,
        "events", events,
        "files", files,
        "words", words,
        "top", top,
        "millis", time.toMillis(),
        "workMillis", work.toMillis(),
        "plainWords", plainWords,
        "plainMillis", plainTime.toMillis());
  }
}
