package io.revolve.provider.process.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Goes through a text of JSON, from value to value. It calls itself for nothing, however deep or
 * long the text is, and each character is looked at once. Not thread safe.
 */
final class JsonCursor {
  private final String json;
  private int at;

  JsonCursor(String json) {
    this.json = json;
  }

  /** Goes over a sign, if that is next. */
  boolean takes(char sign) {
    skipBlanks();
    boolean isNext = at < json.length() && json.charAt(at) == sign;
    at += isNext ? 1 : 0;
    return isNext;
  }

  /** Goes over the next value, and gives it as it stands; null if none begins here and ends. */
  @Nullable String value() {
    skipBlanks();
    int from = at;
    return skipValue() ? json.substring(from, at) : null;
  }

  private void skipBlanks() {
    while (at < json.length() && isBlank(json.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private boolean skipValue() {
    if (at == json.length()) {
      return false;
    }
    return switch (json.charAt(at)) {
      case '"' -> skipText();
      case '{', '[' -> skipNested();
      default -> skipWord();
    };
  }

  /** What ends with the quote that no backslash is before. */
  private boolean skipText() {
    at++;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      at += c == '\\' ? 2 : 1;
    }
    at = json.length();
    return false;
  }

  /** What ends where all that was opened is closed: what is between is not looked at. */
  private boolean skipNested() {
    int depth = 0;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        if (!skipText()) {
          return false;
        }
        continue;
      }
      at++;
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return true;
      }
    }
    return false;
  }

  /** A number, or one of the three words. */
  private boolean skipWord() {
    int from = at;
    while (at < json.length() && isOfWord(json.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private static boolean isOfWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '+'
        || c == '.';
  }
}
