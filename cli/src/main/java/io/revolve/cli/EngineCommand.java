package io.revolve.cli;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks an engine something, or changes something there. */
abstract class EngineCommand implements Callable<Integer> {

  @Mixin private final ConfigOption config = new ConfigOption();

  @Mixin private final JsonOption json = new JsonOption();

  private final Terminal terminal;

  EngineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Does the command's work; returns the exit code. */
  abstract int run(Client client) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Settings settings = config.settings();
    try (Make make = new Make()) {
      if (Engines.inMemory(make, settings.provider("client"))) {
        terminal.note(
            "note: "
                + settings.source()
                + " uses the provider \""
                + settings.provider("client")
                + "\", whose tasks live and die with their process, so there is nothing here.");
      }
      try (Client client = make.client(settings.client())) {
        return run(client);
      }
    }
  }

  Terminal terminal() {
    return terminal;
  }

  boolean json() {
    return json.wanted();
  }

  void writeJson(Object value) {
    JsonOption.write(terminal, value);
  }

  /** Writes a table as wide as the terminal, or as wide as it likes where there is none. */
  void write(Table table) {
    int columns = terminal.live() ? terminal.size().get().columns() - 1 : 0;
    table.lines(terminal.style(), columns).forEach(terminal.out()::println);
  }
}
