package io.revolve.cli;

import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the log shows on a command line: warnings on one line each, and more if asked for. */
final class Logging {

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /** Replaces the JDK's two-line format. */
  static void start() {
    LogManager.getLogManager().reset();
    Handler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(new OneLine());
    ROOT.addHandler(console);
    ROOT.setLevel(Level.WARNING);
  }

  /** Whether to show what is only of interest when something is wrong. */
  static void verbose(boolean verbose) {
    ROOT.setLevel(verbose ? Level.INFO : Level.WARNING);
  }

  static boolean verbose() {
    return ROOT.isLoggable(Level.INFO);
  }

  /** Shows nothing: for a screen that is drawn over and shows failures itself. */
  static void silence() {
    if (!verbose()) {
      ROOT.setLevel(Level.OFF);
    }
  }

  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord line) {
      Throwable thrown = line.getThrown();
      String text = line.getLevel().getName().toLowerCase(Locale.ROOT) + ": " + formatMessage(line);
      if (thrown == null) {
        return text + System.lineSeparator();
      }
      return text
          + " ("
          + (verbose() ? Errors.stack(thrown) : thrown)
          + ")"
          + System.lineSeparator();
    }
  }
}
