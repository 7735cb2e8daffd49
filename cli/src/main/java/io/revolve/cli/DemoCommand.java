package io.revolve.cli;

import io.revolve.cli.demo.DemoRun;
import io.revolve.cli.demo.NothingToReadException;
import io.revolve.cli.screen.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code revolve demo}. */
@Command(
    name = "demo",
    header = "Watch forty tasks count the words of real files.",
    description = {
      "",
      "Counts the words of every text file of a folder on the embedded provider, in about eight"
          + " seconds: bars, events, one task that fails and is tried again, one that is told to"
          + " hurry, one that is cancelled, and a summary.",
      ""
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "The folder to read (default: Revolve's own files).")
  private @Nullable Path folder;

  @Option(names = "--fast", description = "Do not slow down for the eye.")
  private boolean fast;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many tasks run at a time, from 1 to 32 (default: ${DEFAULT-VALUE}).")
  private int slots;

  @Mixin private final JsonOption json = new JsonOption();

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (slots < 1 || slots > 32) {
      throw new UsageException("--slots: expected a number from 1 to 32, got " + slots);
    }
    Path root = root();
    if (!Files.isDirectory(root)) {
      throw new NotFoundException("no such folder: " + root);
    }
    Logging.silence();
    try {
      boolean good = new DemoRun(root, fast, slots, json.wanted()).on(terminal);
      return good ? ExitCode.OK : ExitCode.TASK_FAILED;
    } catch (NothingToReadException nothingToRead) {
      throw new NotFoundException(String.valueOf(nothingToRead.getMessage()));
    }
  }

  private Path root() {
    Path given = folder != null ? folder : Path.of(System.getProperty("revolve.home", "."));
    return given.toAbsolutePath().normalize();
  }
}
