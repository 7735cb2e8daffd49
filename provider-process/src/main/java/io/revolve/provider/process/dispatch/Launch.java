package io.revolve.provider.process.dispatch;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Starts a command's process. */
final class Launch {
  private static final File NOTHING =
      new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");

  private Launch() {}

  /**
   * Starts it.
   *
   * @param mark a variable that its environment and that of all it starts has
   * @throws IOException if it cannot be started
   */
  static Process start(Command command, Mark mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    if (command.folder() != null) {
      builder.directory(command.folder().toFile());
    }
    builder.environment().putAll(command.environment());
    builder.environment().put(mark.name(), mark.value());
    if (command.input() instanceof Input.Nothing) {
      builder.redirectInput(NOTHING);
    } else if (command.input() instanceof Input.FromFile file) {
      builder.redirectInput(file.path().toFile());
    }
    builder.redirectOutput(to(command.output()));
    if (command.error() instanceof Output.WithOutput) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(to(command.error()));
    }
    return builder.start();
  }

  private static Redirect to(Output output) {
    if (output instanceof Output.ToFile file) {
      File target = file.path().toFile();
      return file.append() ? Redirect.appendTo(target) : Redirect.to(target);
    }
    return output instanceof Output.Nowhere ? Redirect.DISCARD : Redirect.PIPE;
  }
}
