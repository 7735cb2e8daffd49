package io.revolve.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits a command in one text, as far as a shell's quotes go; nothing is replaced in it. */
final class Words {

  private Words() {}

  /**
   * The words of a text.
   *
   * @param option where it was given
   * @throws UsageException if there are none, or a quote is not closed
   */
  static List<String> of(String option, String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        isWord = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        isWord = true;
      } else if (isWord) {
        words.add(word.toString());
        word.setLength(0);
        isWord = false;
      }
    }
    if (quote != 0) {
      throw new UsageException(option + ": a quote is not closed in: " + text);
    }
    if (isWord) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new UsageException(option + ": expected a program, got nothing");
    }
    return words;
  }
}
