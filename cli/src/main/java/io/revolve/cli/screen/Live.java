package io.revolve.cli.screen;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines at the bottom of a terminal that are drawn again and again in place.
 *
 * <p>A frame is one write and clears only what it does not draw over, so nothing flickers; it never
 * takes the whole height, so nothing scrolls away. Hides the cursor until {@link #close()}. Thread
 * safe, so that a shutdown hook may close it while it draws.
 */
public final class Live implements AutoCloseable {

  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  /** Terminals that know it show a frame at once; the others ignore it. */
  private static final String BEGIN_FRAME = "\u001b[?2026h";

  private static final String END_FRAME = "\u001b[?2026l";

  private final PrintStream out;
  private final Supplier<Size> size;

  /** What stands on the screen; guarded by this. */
  private List<String> drawn = List.of();

  private boolean open;
  private boolean closed;

  /** Draws nothing yet. */
  public Live(PrintStream out, Supplier<Size> size) {
    this.out = out;
    this.size = size;
  }

  /** Draws the lines over what was drawn before, cut to the terminal's size. */
  public synchronized void draw(List<String> lines) {
    if (closed) {
      return;
    }
    Size now = size.get();
    List<String> frame = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(lines.size(), now.rows() - 1))) {
      frame.add(Columns.clip(line, now.columns() - 1));
    }
    StringBuilder write = new StringBuilder(open ? BEGIN_FRAME : BEGIN_FRAME + HIDE_CURSOR);
    open = true;
    write.append(back(now));
    for (String line : frame) {
      write.append(line).append(CLEAR_LINE).append("\r\n");
    }
    write.append(CLEAR_BELOW).append(END_FRAME);
    drawn = frame;
    send(write);
  }

  /** Takes the lines away, as if nothing had been drawn. */
  public synchronized void clear() {
    if (open && !closed) {
      send(new StringBuilder(back(size.get())).append(CLEAR_BELOW));
      drawn = List.of();
    }
  }

  /** Gives the cursor back; what is drawn stays. May be called twice. */
  @Override
  public synchronized void close() {
    if (open && !closed) {
      send(new StringBuilder(SHOW_CURSOR));
    }
    closed = true;
  }

  /** To the first line; a terminal that became narrower has wrapped what was drawn. */
  private String back(Size now) {
    int rows = 0;
    for (String line : drawn) {
      rows += Math.max(1, (Columns.of(line) + now.columns() - 1) / now.columns());
    }
    rows = Math.min(rows, now.rows() - 1);
    return rows == 0 ? "\r" : "\r" + "\u001b[" + rows + "A";
  }

  private void send(StringBuilder text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
