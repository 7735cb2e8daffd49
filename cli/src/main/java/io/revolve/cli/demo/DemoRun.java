package io.revolve.cli.demo;

import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The demo from its plan to its summary.
 *
 * @param root the folder whose text files are read
 * @param fast whether to work as fast as possible instead of so that one can watch
 * @param slots how many tasks run at a time
 * @param json whether to write nothing but the summary, as JSON
 */
public record DemoRun(Path root, boolean fast, int slots, boolean json) {

  /**
   * Runs it.
   *
   * @return whether all tasks ended as they should have, with the right sum
   * @throws IOException if the folder cannot be read
   * @throws NothingToReadException if it holds no text file
   */
  public boolean on(Terminal terminal)
      throws IOException, InterruptedException, NothingToReadException {
    Plan plan = Plan.of(root, fast, slots);
    Board board;
    Duration time;
    try (View view = view(terminal, plan)) {
      board = new Demo(plan, view).run();
      time = board.time();
    }
    Summary summary = Summary.of(plan, board, time);
    if (json) {
      terminal.out().println(JsonText.of(summary.asJson()));
      return summary.good();
    }
    if (terminal.live()) {
      board.moments().stream()
          .filter(moment -> moment.kind() != Moment.Kind.GOOD)
          .forEach(moment -> terminal.out().println(MomentLine.of(moment, terminal.style())));
    }
    SummaryLines.of(summary, fast, terminal.style()).forEach(terminal.out()::println);
    return summary.good();
  }

  private View view(Terminal terminal, Plan plan) {
    if (json) {
      return new SilentView();
    }
    return terminal.live() ? new LiveView(terminal, plan) : new PlainView(terminal);
  }
}
