package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("client", "worker");

  @Test
  void namesTheNearest() {
    assertEquals(" did you mean \"worker\"? known: client, worker", Suggestion.of("wroker", KNOWN));
    assertEquals(" did you mean \"client\"? known: client, worker", Suggestion.of("clint", KNOWN));
  }

  @Test
  void namesNoneThatIsFar() {
    assertEquals(" known: client, worker", Suggestion.of("something", KNOWN));
  }
}
