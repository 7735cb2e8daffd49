package io.revolve.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTraitsTest {

  @Test
  void coloursOnATerminalOnly() {
    assertTrue(traits(true, Map.of()).outStyle().colour());
    assertFalse(traits(false, Map.of()).outStyle().colour());
  }

  @Test
  void noColorIsRespectedUnlessEmpty() {
    assertFalse(traits(true, Map.of("NO_COLOR", "1")).outStyle().colour());
    assertTrue(traits(true, Map.of("NO_COLOR", "")).outStyle().colour());
    assertTrue(traits(true, Map.of("NO_COLOR", "1")).outLive(), "bars need no colours");
  }

  @Test
  void coloursCanBeForcedIntoAPipe() {
    assertTrue(traits(false, Map.of("CLICOLOR_FORCE", "1")).outStyle().colour());
    assertFalse(traits(false, Map.of("CLICOLOR_FORCE", "0")).outStyle().colour());
    assertFalse(traits(false, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")).outStyle().colour());
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    TerminalTraits dumb = traits(true, Map.of("TERM", "dumb"));
    assertFalse(dumb.outLive());
    assertFalse(dumb.outStyle().colour());
  }

  @Test
  void bothStreamsAreToldApart() {
    TerminalTraits piped = new TerminalTraits(false, true, Map.of("TERM", "xterm"));
    assertFalse(piped.outLive());
    assertTrue(piped.errLive());
    assertTrue(piped.errStyle().colour());
  }

  @Test
  void theLocaleDecidesOnUnicode() {
    assertTrue(traits(true, Map.of("LANG", "de_DE.UTF-8")).outStyle().unicode());
    assertFalse(traits(true, Map.of("LANG", "C")).outStyle().unicode());
    assertFalse(traits(true, Map.of("LC_ALL", "C", "LANG", "C.utf8")).outStyle().unicode());
    assertFalse(traits(true, Map.of()).outStyle().unicode());
  }

  @Test
  void theSizeComesFromTheEnvironmentFirst() {
    SizeProbe probe = new SizeProbe(Map.of("COLUMNS", "132", "LINES", "50"));
    assertEquals(new Size(132, 50), probe.get());
  }

  @Test
  void aSillySizeIsBounded() {
    assertEquals(new Size(20, 4), new Size(1, 0));
  }

  private static TerminalTraits traits(boolean terminal, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("TERM", "xterm"));
    all.putAll(environment);
    return new TerminalTraits(terminal, terminal, all);
  }
}
