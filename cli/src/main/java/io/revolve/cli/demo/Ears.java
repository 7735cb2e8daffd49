package io.revolve.cli.demo;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.Listener;
import io.revolve.api.Message;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.cli.screen.Figures;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Listens to the tasks, keeps the board, and talks back to one of them. */
final class Ears {

  private final Board board;

  Ears(Board board) {
    this.board = board;
  }

  /** What every task says. */
  void listen(Task task, Row row) {
    on(task, Events.STARTED, message -> row.started(message.attempt()));
    on(task, Events.PROGRESS, message -> row.progress(fraction(message)));
    on(
        task,
        Events.RETRYING,
        message -> {
          row.retrying();
          row.doing("fails, and will be tried again");
          board.retried();
          board.moment(Moment.Kind.AGAIN, row, "will be tried again after " + failure(message));
        });
    on(
        task,
        Events.FAILED,
        message -> {
          row.is(TaskState.FAILED);
          board.moment(Moment.Kind.BAD, row, "failed: " + failure(message));
        });
    on(
        task,
        Events.CANCELLED,
        message -> {
          row.is(TaskState.CANCELLED);
          board.moment(Moment.Kind.ENDED, row, "was cancelled, as asked");
        });
    on(task, Events.COMPLETED, message -> completed(message, row));
  }

  /** What the task that hashes says besides. */
  void listenToHashing(Task task, Row row) {
    on(task, HashFile.ROUND, message -> row.doing("round " + message));
  }

  /** What a task that counts words says besides. */
  void listenToCounting(Task task, Row row) {
    on(task, CountWords.FILE, message -> row.doing(fileName(message.toString())));
  }

  /** Tells the task to hurry when a part is done, and hears its answer. */
  void hurry(Task task, Row row, double when, int times) {
    once(
        task,
        when,
        () -> {
          board.moment(Moment.Kind.TOLD, row, "the client tells it: " + times + " times as fast");
          task.tell(CountWords.SPEED, times);
        });
    on(
        task,
        CountWords.FASTER,
        message ->
            board.moment(Moment.Kind.TOLD, row, "answers: " + message + " times as fast from now"));
  }

  /** Cancels the task when a part is done. */
  void cancel(Task task, double when) {
    once(task, when, task::cancel);
  }

  private void completed(Message message, Row row) {
    row.is(TaskState.COMPLETED);
    Counted counted = message.as(Counted.class);
    if (counted == null) {
      return;
    }
    board.counted(counted);
    String run = row.retried() ? ", in run " + row.attempt() : "";
    board.moment(
        Moment.Kind.GOOD,
        row,
        Figures.count(counted.words(), "word")
            + " in "
            + Figures.count(counted.files(), "file")
            + run);
  }

  private static void once(Task task, double when, Runnable action) {
    boolean[] done = new boolean[1];
    task.addListener(
        Events.PROGRESS,
        message -> {
          if (!done[0] && fraction(message) >= when) {
            done[0] = true;
            action.run();
          }
        });
  }

  private void on(Task task, String event, Consumer<Message> action) {
    Listener listener =
        message -> {
          board.heard();
          action.accept(message);
        };
    task.addListener(event, listener);
  }

  private static double fraction(Message message) {
    Progress progress = message.as(Progress.class);
    return progress == null ? 0 : progress.fraction();
  }

  private static String failure(Message message) {
    Failure failure = message.as(Failure.class);
    return failure == null ? "an unknown error" : failure.message();
  }

  private static String fileName(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }
}
