package io.revolve.cli.run;

import io.revolve.cli.screen.Bar;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Live;
import io.revolve.cli.screen.Terminal;
import io.revolve.provider.process.dispatch.Line;
import java.io.PrintStream;
import java.util.List;

/**
 * Passes on whole lines, and where standard error is a terminal shows below them how far it is.
 * Thread safe.
 */
final class Screen implements AutoCloseable {
  private static final int BAR = 24;

  private final Terminal terminal;
  private final Tally tally;
  private final Live live;
  private boolean closed;

  Screen(Terminal terminal, Tally tally) {
    this.terminal = terminal;
    this.tally = tally;
    this.live = new Live(terminal.err(), terminal.size());
  }

  /** Passes a line on; the end of a command's output is the end of a line, too. */
  synchronized void pass(Line line, int longest) {
    clear();
    PrintStream to = line.isError() ? terminal.err() : terminal.out();
    to.write(line.bytes(), 0, line.bytes().length);
    boolean isPiece = !line.isEnded() && line.bytes().length > longest - 4;
    if (!isPiece) {
      to.write('\n');
    }
    to.flush();
  }

  synchronized void note(String text) {
    clear();
    terminal.note(text);
  }

  /** Whether nobody reads the output any more. */
  synchronized boolean isBroken() {
    return terminal.out().checkError();
  }

  /** Draws how far it is. */
  synchronized void draw(int running) {
    if (terminal.errLive() && !closed) {
      live.draw(List.of(text(tally.standing(), running)));
    }
  }

  private String text(Tally.Standing now, int running) {
    String bar =
        now.isComplete()
            ? Bar.of(now.fraction(), BAR, terminal.errStyle())
                + Bar.percent(now.fraction())
                + "  "
                + Figures.number(now.ended())
                + " of "
                + Figures.number(now.submitted())
            : Figures.number(now.ended()) + " done";
    String failed = now.failed() == 0 ? "" : ", " + Figures.number(now.failed()) + " failed";
    return bar + failed + ", " + Figures.number(running) + " running";
  }

  private void clear() {
    if (terminal.errLive()) {
      live.clear();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
    live.close();
  }
}
