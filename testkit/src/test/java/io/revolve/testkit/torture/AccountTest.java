package io.revolve.testkit.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {

  private static final Duration LEASE = Duration.ofSeconds(3);

  @TempDir Path folder;

  private final List<String> faults = new ArrayList<>();

  private Account account(Map<Long, Long> killed, Span... outages) {
    Account account = new Account(killed, List.of(outages), Witnessed.read(folder), LEASE);
    account.explain(faults);
    return account;
  }

  private void witness(long pid, String... lines) throws IOException {
    Files.write(folder.resolve(Long.toString(pid)), List.of(lines));
  }

  private void twoRuns() throws IOException {
    witness(1, "begun 7 1 100000", "ended 7 1 100020", "begun 8 1 100000", "ended 8 1 100010");
    witness(2, "begun 7 2 104000", "ended 7 2 104020");
  }

  @Test
  void killBetweenTwoRunsExplainsThem() throws IOException {
    twoRuns();
    Account account = account(Map.of(1L, 100_500L));
    assertEquals(List.of(), faults);
    assertEquals(1, account.doubled);
    assertEquals(1, account.byKill);
  }

  @Test
  void killOfAnotherOrAfterwardsExplainsNothing() throws IOException {
    twoRuns();
    Account unused = account(Map.of(1L, 105_000L, 2L, 100_500L));
    assertEquals(1, faults.size(), faults::toString);
  }

  @Test
  void longOutageExplainsAndAShortOneDoesNot() throws IOException {
    twoRuns();
    assertEquals(1, account(Map.of(), new Span(100_500, 101_600)).byOutage);
    assertEquals(List.of(), faults);
    assertEquals(0, account(Map.of(), new Span(100_500, 101_400)).byOutage);
    assertEquals(1, faults.size(), faults::toString);
  }

  @Test
  void stallOfTheFirstWorkerExplains() throws IOException {
    witness(1, "begun 7 1 100000", "stalled 100010 102000 0", "ended 7 1 104000");
    witness(2, "begun 7 2 103100");
    assertEquals(1, account(Map.of()).byStall);
    assertEquals(List.of(), faults);
  }

  @Test
  void runWithinTheLeaseIsExplainedByAKillAlone() throws IOException {
    witness(1, "begun 7 1 100000");
    witness(2, "begun 7 2 100900");
    Account unused = account(Map.of(), new Span(99_000, 101_000));
    assertEquals(1, faults.size(), faults::toString);
  }

  @Test
  void lineThatWasCutIsNoneAndRunsWithoutEndAreSeen() throws IOException {
    witness(1, "begun 7 1 100000", "ended 7");
    List<Run> runs = Witnessed.read(folder).of(7);
    assertEquals(List.of(new Run(7, 1, 1, 100_000, false)), runs);
  }
}
