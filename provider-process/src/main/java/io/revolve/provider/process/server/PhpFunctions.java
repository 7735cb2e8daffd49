package io.revolve.provider.process.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of a PHP file as procedures, for {@link io.revolve.provider.process.protocol.Amp}:
 * what AMP's server does with an included file. Only the functions that the file defines can be
 * called. Has a file of its own while it is open.
 */
public final class PhpFunctions implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(PhpFunctions.class.getName());

  private final Path program;
  private final List<String> command;

  private PhpFunctions(Path program, List<String> command) {
    this.program = program;
    this.command = command;
  }

  /**
   * Functions of a file.
   *
   * @param php the interpreter
   * @param file what defines the functions
   * @param isRaw whether a function takes the workload as it is and returns such a text; otherwise
   *     arguments and results are what PHP's serialize makes of them
   */
  public static PhpFunctions of(String php, Path file, boolean isRaw) throws IOException {
    Path program = Files.createTempFile("revolve-", ".php");
    boolean isWritten = false;
    try (InputStream in = PhpFunctions.class.getResourceAsStream("amp.php")) {
      if (in == null) {
        throw new IOException("amp.php is missing in the jar");
      }
      Files.write(program, in.readAllBytes());
      isWritten = true;
    } finally {
      if (!isWritten) {
        boolean unused = Files.deleteIfExists(program);
      }
    }
    program.toFile().deleteOnExit(); // For a JVM that is told to end before anyone can close this.
    List<String> command =
        new ArrayList<>(List.of(php, program.toString(), file.toAbsolutePath().toString()));
    if (isRaw) {
      command.add("raw");
    }
    return new PhpFunctions(program, List.copyOf(command));
  }

  /** What a pool runs. */
  public List<String> command() {
    return command;
  }

  @Override
  public void close() {
    try {
      boolean unused = Files.deleteIfExists(program);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot clean up behind a server", e);
    }
  }
}
