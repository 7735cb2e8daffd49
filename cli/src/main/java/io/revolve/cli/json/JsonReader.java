package io.revolve.cli.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value as maps, lists, strings, numbers, booleans and null (RFC 8259). */
public final class JsonReader {

  /** Deeper than any sane payload, and shallow enough for any thread's stack. */
  private static final int DEEPEST = 500;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a value that is the whole text.
   *
   * @throws JsonException if the text is not JSON; says where and why
   */
  public static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    reader.skipSpace();
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.error("nothing more was expected");
    }
    return value;
  }

  private @Nullable Object value() {
    if (at >= text.length()) {
      throw error("a value was expected");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> {
        if (c == '-' || Character.digit(c, 10) >= 0) {
          yield number();
        }
        throw error("a value was expected; texts stand in double quotes");
      }
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    open();
    if (!take('}')) {
      do {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw error("a key in double quotes was expected");
        }
        String key = string();
        skipSpace();
        expect(':');
        skipSpace();
        object.put(key, value());
        skipSpace();
      } while (take(','));
      expect('}');
    }
    depth--;
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    open();
    if (!take(']')) {
      do {
        skipSpace();
        array.add(value());
        skipSpace();
      } while (take(','));
      expect(']');
    }
    depth--;
    return array;
  }

  private void open() {
    at++;
    depth++;
    if (depth > DEEPEST) {
      throw error("this is nested too deeply");
    }
    skipSpace();
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      if (c < 0x20) {
        at--;
        throw error("a text may not go over the end of a line");
      }
      string.append(c == '\\' ? escape() : c);
    }
    throw error("the closing quote is missing");
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          throw error("four hexadecimal digits were expected");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> {
        at--;
        throw error("no such escape");
      }
    };
  }

  private Number number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(from, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?")) {
      at = from;
      throw error("this is not a number");
    }
    if (number.matches("-?[0-9]+")) {
      return number.length() < 19 ? (Number) Long.valueOf(number) : new BigInteger(number);
    }
    return new BigDecimal(number);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw error("a value was expected; texts stand in double quotes");
    }
    at += word.length();
    return value;
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw error("\"" + c + "\" was expected");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException error(String problem) {
    String there = at < text.length() ? "at character " + (at + 1) : "at the end";
    return new JsonException(there + ": " + problem);
  }
}
