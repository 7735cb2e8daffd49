package io.revolve.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.spi.Capability;
import io.revolve.spi.Provider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table in docs/providers.md says what each provider's code says. */
class ProvidersPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs").resolve("providers.md");

  private final List<Provider> providers;
  private final String page;

  /** The cells of the table, the line of the headings first. */
  private final List<List<String>> rows;

  ProvidersPageTest() throws IOException {
    try (Make make = new Make()) {
      providers = make.providers();
    }
    page = Files.readString(PAGE);
    rows =
        page.lines()
            .dropWhile(line -> !line.equals("## Capabilities"))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .filter(line -> !line.startsWith("|--"))
            .map(ProvidersPageTest::cells)
            .toList();
  }

  private static List<String> cells(String line) {
    List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    return cells.subList(1, cells.size() - 1);
  }

  private static List<String> capabilities() {
    return Stream.of(Capability.values()).map(Capability::name).toList();
  }

  @Test
  void everyProviderOfThisRepositoryIsOnTheClassPath() throws IOException {
    Set<String> classes =
        ServiceLoader.load(Provider.class).stream()
            .map(each -> each.type().getName())
            .collect(Collectors.toSet());
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT, "provider-*")) {
      for (Path module : modules) {
        Path services = module.resolve("src/main/resources/META-INF/services");
        for (String named : Files.readAllLines(services.resolve(Provider.class.getName()))) {
          assertTrue(classes.contains(named), named + " is missing in architecture/pom.xml");
        }
      }
    }
  }

  @Test
  void everyProviderHasAColumn() {
    List<String> headings = rows.get(0);
    assertEquals("capability", headings.get(0));
    List<String> columns = headings.subList(1, headings.size());
    assertEquals(
        providers.stream().map(Provider::name).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(columns),
        "providers on the class path of this module, and columns of " + PAGE);
    assertEquals(providers.size(), columns.size(), "each once: " + columns);
  }

  @Test
  void everyCapabilityHasARowInItsOrder() {
    assertEquals(
        capabilities(), rows.subList(1, rows.size()).stream().map(row -> row.get(0)).toList());
  }

  @Test
  void everyCapabilityIsExplained() {
    for (String capability : capabilities()) {
      assertTrue(page.contains("**" + capability + "**"), capability + " is not in " + PAGE);
    }
  }

  @TestFactory
  List<DynamicTest> everyCellIsTrue() {
    return providers.stream()
        .map(provider -> DynamicTest.dynamicTest(provider.name(), () -> check(provider)))
        .toList();
  }

  private void check(Provider provider) {
    int column = rows.get(0).indexOf(provider.name());
    assertTrue(column > 0, "provider " + provider.name() + " has no column in " + PAGE);
    List<String> said = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      said.add(row.get(0) + ": " + (column < row.size() ? row.get(column) : "no cell"));
    }
    for (Capability capability : Capability.values()) {
      declared.add(capability + ": " + (provider.capabilities().has(capability) ? "yes" : "no"));
    }
    assertEquals(declared, said, "the column of " + provider.name() + " in " + PAGE);
  }
}
