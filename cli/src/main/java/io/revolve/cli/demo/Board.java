package io.revolve.cli.demo;

import io.revolve.api.TaskState;
import io.revolve.cli.handlers.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that the demo has heard, by listeners on the reading thread. For that one thread. */
final class Board {

  private final long start = System.nanoTime();
  private final List<Row> rows = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private final Tally words = new Tally();
  private final Consumer<Moment> reporter;
  private long events;
  private long retries;
  private long millis;
  private long files;

  /** Hands each moment on as it comes. */
  Board(Consumer<Moment> reporter) {
    this.reporter = reporter;
  }

  Row add(String label) {
    Row row = new Row(label);
    rows.add(row);
    return row;
  }

  void heard() {
    events++;
  }

  void retried() {
    retries++;
  }

  void counted(Counted counted) {
    words.add(counted.counts());
    millis += counted.millis();
    files += counted.files();
  }

  void moment(Moment.Kind kind, Row row, String text) {
    Moment moment = new Moment(time(), kind, row.label(), text);
    moments.add(moment);
    reporter.accept(moment);
  }

  List<Row> rows() {
    return rows;
  }

  List<Moment> moments() {
    return moments;
  }

  Tally words() {
    return words;
  }

  long events() {
    return events;
  }

  long retries() {
    return retries;
  }

  long files() {
    return files;
  }

  /** The times of all successful attempts, added up. */
  Duration work() {
    return Duration.ofMillis(millis);
  }

  /** Since the start. */
  Duration time() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  long in(TaskState state) {
    return rows.stream().filter(row -> row.state() == state).count();
  }

  long ended() {
    return rows.stream().filter(row -> row.state().isTerminal()).count();
  }

  /** The part of the whole that is done. */
  double fraction() {
    return rows.stream().mapToDouble(Row::fraction).average().orElse(0);
  }
}
