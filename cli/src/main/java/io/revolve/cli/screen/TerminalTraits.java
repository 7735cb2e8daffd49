package io.revolve.cli.screen;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the two output streams can show.
 *
 * @param outTerminal whether standard output is a terminal
 * @param errTerminal whether standard error is a terminal
 * @param environment the environment: {@code TERM}, {@code NO_COLOR}, {@code CLICOLOR_FORCE},
 *     locale
 */
record TerminalTraits(boolean outTerminal, boolean errTerminal, Map<String, String> environment) {

  /** As the launcher found it; without the launcher, as the JDK can tell. */
  static TerminalTraits of(Map<String, String> environment) {
    String told = System.getProperty("revolve.terminal");
    if (told != null) {
      List<String> terminals = List.of(told.split(","));
      return new TerminalTraits(terminals.contains("out"), terminals.contains("err"), environment);
    }
    boolean console = isTerminal(System.console());
    return new TerminalTraits(console, console, environment);
  }

  boolean outLive() {
    return outTerminal && !dumb();
  }

  boolean errLive() {
    return errTerminal && !dumb();
  }

  Style outStyle() {
    return new Style(colour(outTerminal), unicode());
  }

  Style errStyle() {
    return new Style(colour(errTerminal), unicode());
  }

  private boolean colour(boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "0");
    return (!forced.isEmpty() && !forced.equals("0")) || (terminal && !dumb());
  }

  private boolean dumb() {
    return environment.getOrDefault("TERM", windows() ? "windows" : "dumb").equals("dumb");
  }

  private boolean unicode() {
    String told = System.getProperty("revolve.unicode");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        String upper = locale.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return environment.containsKey("WT_SESSION");
  }

  private static boolean windows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }
}
