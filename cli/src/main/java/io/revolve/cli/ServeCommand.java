package io.revolve.cli;

import io.revolve.api.EngineException;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Terminal;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.server.JobServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code revolve serve}. */
@Command(
    name = "serve",
    header = "Serve a pool of processes over TCP, TLS or a unix socket.",
    description = {
      "",
      "Speaks AMP's frames to clients, and to workers unless --protocol says otherwise. Ctrl-C or"
          + " SIGTERM drains: calls that were taken are answered, for as long as --drain says.",
      "",
      "Whoever can connect can call. Other machines can only where the secret is known, which"
          + " --secret-file holds or REVOLVE_SECRET is.",
      ""
    })
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "ADDRESS",
      description = "HOST:PORT, *:PORT or unix:PATH; ${DEFAULT-VALUE} by default.")
  String listen = "127.0.0.1:1337";

  @Option(
      names = {"-w", "--workers"},
      description = "How many processes; ${DEFAULT-VALUE} by default.")
  int workers = 4;

  @Option(
      names = "--command",
      description = "The worker's program and arguments, in one text; quotes keep words together.")
  @Nullable String command;

  @Option(
      names = {"-i", "--include"},
      paramLabel = "FILE",
      description = "A PHP file whose functions are the procedures, instead of --command.")
  @Nullable Path include;

  @Option(
      names = {"-b", "--binary"},
      paramLabel = "PROGRAM",
      description = {
        "The PHP interpreter for --include; php by default.",
        "Without --include as AMP has it: the worker's program, whose answers clients get as PHP's"
            + " serialize() writes strings, if there is no -u."
      })
  @Nullable String binary;

  @Option(
      names = {"-u", "--unserialized"},
      description =
          "Functions of --include, or -b, take and give texts, not what serialize() makes.")
  boolean unserialized;

  @Option(
      names = {"-d", "--debug"},
      description = "Log more, as --verbose.")
  boolean debug;

  @Option(
      names = {"-c", "--colors"},
      description = "Taken for AMP's sake; the terminal says whether there are colours.")
  boolean colors;

  @Mixin WorkerLife life = new WorkerLife();

  @Option(
      names = "--protocol",
      description =
          "What workers speak: amp (by default), goridge, or prefix-17 or prefix-9 as before"
              + " RoadRunner 2.")
  String protocol = "amp";

  @Option(
      names = "--relay",
      description = "How that gets to them: pipes (by default), unix or tcp.")
  String relay = "pipes";

  @Option(
      names = "--procedures",
      split = ",",
      paramLabel = "NAME",
      description = "The procedures that may be called, with commas; all by default.")
  List<String> procedures = List.of();

  @Option(names = "--secret-file", paramLabel = "FILE", description = "Holds the secret.")
  @Nullable Path secretFile;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "Speaks TLS with the key in this file; REVOLVE_KEYSTORE_PASSWORD opens it.")
  @Nullable Path keystore;

  @Option(
      names = "--max-frame",
      paramLabel = "BYTES",
      description = "The largest call and answer; ${DEFAULT-VALUE} by default.")
  int maxFrame = 64 << 20;

  @Option(
      names = "--max-waiting",
      paramLabel = "CALLS",
      description = "How many calls may wait for a process; ${DEFAULT-VALUE} by default.")
  int maxWaiting = 100_000;

  @Option(
      names = "--max-calls",
      paramLabel = "CALLS",
      description =
          "How many calls of one connection may wait or run; ${DEFAULT-VALUE} by default.")
  int maxCalls = 4096;

  @Option(
      names = "--max-connections",
      paramLabel = "COUNT",
      description = "How many connections there may be; ${DEFAULT-VALUE} by default.")
  int maxConnections = 10_000;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      description = "Closes silent connections after this time; ${DEFAULT-VALUE} by default.")
  String idleTimeout = "PT10M";

  @Option(
      names = "--call-timeout",
      paramLabel = "TIME",
      description = "Kills the process of a call that takes longer; PT0S (never) by default.")
  String callTimeout = "PT0S";

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      description = "How long calls are waited for at the end; ${DEFAULT-VALUE} by default.")
  String drain = "PT30S";

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (debug) {
      Logging.verbose(true);
    }
    Duration patience = Times.of("--drain", drain);
    try (Serving serving = Serving.of(this);
        JobServer server = open(serving)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread stopping = new Thread(() -> stop(serving, server, patience), "revolve-stopping");
      Runtime.getRuntime().addShutdownHook(stopping);
      terminal.note(
          "serving at "
              + serving.place(server)
              + " with "
              + Figures.count(workers, "worker")
              + "; Ctrl-C stops it");
      end.await();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  /** What can fail here is not the command line's fault, but that of the place it is used at. */
  private static JobServer open(Serving serving) throws InterruptedException {
    try {
      return JobServer.open(serving.settings());
    } catch (PoolException.BootFailed | IOException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The JVM ends when its hooks have, so this one waits for the drain. */
  private void stop(Serving serving, JobServer server, Duration patience) {
    terminal.note("draining " + Figures.count(server.open(), "call"));
    boolean done = false;
    try {
      done = server.drain(patience);
    } catch (InterruptedException e) {
      Logger.getLogger(ServeCommand.class.getName()).log(Level.FINE, "interrupted", e);
    }
    server.close();
    serving.close();
    terminal.note(
        done
            ? "stopped; answered " + Figures.count(server.answered(), "call")
            : "stopped; not all calls were answered within " + patience);
  }
}
