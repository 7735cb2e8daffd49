package io.revolve.cli;

import io.revolve.Make;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import io.revolve.spi.Capability;
import io.revolve.spi.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code revolve providers}. */
@Command(
    name = "providers",
    description = "Show the providers on the class path, and what each can do.")
final class ProvidersCommand implements Callable<Integer> {

  @Mixin private final JsonOption json = new JsonOption();

  private final Terminal terminal;

  ProvidersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Make make = new Make()) {
      List<Provider> providers =
          make.providers().stream().sorted(Comparator.comparing(Provider::name)).toList();
      if (json.wanted()) {
        JsonOption.write(terminal, providers.stream().map(ProvidersCommand::asJson).toList());
      } else {
        table(providers).lines(terminal.style(), 0).forEach(terminal.out()::println);
      }
    }
    return ExitCode.OK;
  }

  /** Capabilities go down and providers across: there are more of the former. */
  private Table table(List<Provider> providers) {
    Style style = terminal.style();
    List<String> headings = new ArrayList<>(List.of(""));
    providers.forEach(provider -> headings.add(provider.name()));
    Table table = new Table(headings.toArray(String[]::new));
    for (Capability capability : Capability.values()) {
      List<String> row = new ArrayList<>(List.of(word(capability)));
      for (Provider provider : providers) {
        boolean has = provider.capabilities().has(capability);
        row.add(has ? style.green("yes") : style.dim(style.sign("·", ".")));
      }
      table.row(row);
    }
    List<String> largest = new ArrayList<>(List.of("largest payload"));
    for (Provider provider : providers) {
      long most = provider.capabilities().maxPayload();
      largest.add(most >= Integer.MAX_VALUE - 1024 ? "no limit" : Figures.size(most));
    }
    return table.row(largest);
  }

  private static Map<String, @Nullable Object> asJson(Provider provider) {
    List<String> capabilities = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      if (provider.capabilities().has(capability)) {
        capabilities.add(word(capability));
      }
    }
    return JsonText.object(
        "name", provider.name(),
        "capabilities", capabilities,
        "maxPayload", provider.capabilities().maxPayload());
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
