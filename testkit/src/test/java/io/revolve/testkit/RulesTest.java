package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the rules and the tests speak of the same rules. */
class RulesTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| R(\\d+)\\.(\\d+) \\|");
  private static final Pattern TEST = Pattern.compile("r(\\d+)_(\\d+)_.*");

  @Test
  void everyRuleHasATestAndEveryTestARule() throws IOException {
    TreeSet<String> rules = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "contract.md")));
    while (row.find()) {
      rules.add(row.group(1) + "." + row.group(2));
    }
    TreeSet<String> tests = new TreeSet<>();
    Stream.concat(
            Stream.of(ProviderContract.class.getDeclaredClasses()).map(Class::getSuperclass),
            Stream.of(RunContract.class))
        .flatMap(topic -> Stream.of(topic.getDeclaredMethods()))
        .map(Method::getName)
        .map(TEST::matcher)
        .filter(Matcher::matches)
        .forEach(test -> tests.add(test.group(1) + "." + test.group(2)));
    assertEquals(rules, tests);
  }
}
