package io.revolve.cli.demo;

import io.revolve.cli.screen.Live;
import io.revolve.cli.screen.Size;
import io.revolve.cli.screen.Terminal;

/** The screen that is redrawn while the demo runs. */
final class LiveView implements View {

  /** Between two frames; more would not be seen. */
  private static final long FRAME = 66_000_000;

  private final Terminal terminal;
  private final Live live;
  private final Picture picture;
  private final Thread restore;
  private long drawnAt = System.nanoTime() - FRAME;

  LiveView(Terminal terminal, Plan plan) {
    this.terminal = terminal;
    this.live = new Live(terminal.out(), terminal.size());
    this.picture = new Picture(plan, terminal.style());
    this.restore = new Thread(live::close, "revolve-cursor");
    Runtime.getRuntime().addShutdownHook(restore);
  }

  @Override
  public void show(Board board) {
    long now = System.nanoTime();
    if (now - drawnAt >= FRAME) {
      drawnAt = now;
      Size size = terminal.size().get();
      live.draw(picture.lines(board, size));
    }
  }

  /** The picture shows the last ones. */
  @Override
  public void happened(Moment moment) {}

  @Override
  public void close() {
    live.clear();
    live.close();
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException interrupted) {
      // The hook runs already, and does the same.
    }
  }
}
