package io.revolve.cli.demo;

import io.revolve.cli.screen.Terminal;

/** A line for each moment and for each quarter of the whole: for pipes, files and CI logs. */
final class PlainView implements View {

  private final Terminal terminal;
  private int quarter;

  PlainView(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(Board board) {
    int now = (int) (board.fraction() * 4);
    if (now > quarter && now < 4) {
      quarter = now;
      line("---- " + quarter * 25 + "% of the whole ----");
    }
  }

  @Override
  public void happened(Moment moment) {
    line(MomentLine.of(moment, terminal.style()));
  }

  @Override
  public void close() {}

  private void line(String line) {
    terminal.out().println(line);
    terminal.out().flush();
  }
}
