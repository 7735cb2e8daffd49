package io.revolve.cli.screen;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a command reads from and writes to, and what may be written there.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: everything that is not a result
 * @param live whether standard output is a terminal on which lines can be redrawn
 * @param errLive the same of standard error
 * @param style how standard output may look
 * @param errStyle how standard error may look
 * @param size how large the terminal is now
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean live,
    boolean errLive,
    Style style,
    Style errStyle,
    Supplier<Size> size) {

  /** This process' own. UTF-8 in any locale, since what tasks send is text in any script. */
  public static Terminal system() {
    Map<String, String> environment = System.getenv();
    TerminalTraits traits = TerminalTraits.of(environment);
    return new Terminal(
        System.in,
        stream(FileDescriptor.out, false),
        stream(FileDescriptor.err, true),
        traits.outLive(),
        traits.errLive(),
        traits.outStyle(),
        traits.errStyle(),
        new SizeProbe(environment));
  }

  /** One line that is not a result. */
  public void note(String text) {
    out.flush();
    err.println(text);
    err.flush();
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean flush) {
    OutputStream buffered = new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16);
    return new PrintStream(buffered, flush, StandardCharsets.UTF_8);
  }
}
