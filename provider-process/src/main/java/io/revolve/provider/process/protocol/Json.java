package io.revolve.provider.process.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON, as it stands. What it is asked for and is not, it does not have; of what is no
 * JSON it has what comes before the fault. Immutable.
 */
public final class Json {
  private static final Json NOTHING = new Json("");
  private static final int MOST_DIGITS = 18;
  private static final int LENGTH_OF_UNIT = 4;

  private final String json;

  private Json(String json) {
    this.json = json;
  }

  /** What a text says; nothing of what is wrong in it is an error. */
  public static Json of(String text) {
    return text.isEmpty() ? NOTHING : new Json(text.strip());
  }

  /** The members of an object by name, in their order; none if it is no object. */
  public Members members() {
    Map<String, Json> members = new LinkedHashMap<>();
    JsonCursor cursor = new JsonCursor(json);
    if (cursor.takes('{')) {
      do {
        String name = text(cursor.value());
        String value = name != null && cursor.takes(':') ? cursor.value() : null;
        if (name == null || value == null) {
          break;
        }
        members.put(name, new Json(value));
      } while (cursor.takes(','));
    }
    return new Members(members);
  }

  /** The values of an array; none if it is no array. */
  public List<Json> list() {
    List<Json> values = new ArrayList<>();
    JsonCursor cursor = new JsonCursor(json);
    if (cursor.takes('[')) {
      do {
        String value = cursor.value();
        if (value == null) {
          break;
        }
        values.add(new Json(value));
      } while (cursor.takes(','));
    }
    return values;
  }

  /** The text; null if it is no text. */
  public @Nullable String text() {
    return text(json);
  }

  /** The whole part of a number that is not negative, of up to 18 digits; null for all else. */
  public @Nullable Long number() {
    int digits = 0;
    while (digits < json.length() && isDigit(json.charAt(digits))) {
      digits++;
    }
    boolean isNumber = digits > 0 && digits <= MOST_DIGITS && isFraction(digits);
    return isNumber ? Long.valueOf(json.substring(0, digits)) : null;
  }

  /** Whether the digits from a place on, if there are any, are those behind the point. */
  private boolean isFraction(int from) {
    return from == json.length()
        || (json.charAt(from) == '.'
            && json.substring(from + 1).chars().allMatch(c -> isDigit((char) c)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether it is the word {@code true}. */
  public boolean isTrue() {
    return json.equals("true");
  }

  private static @Nullable String text(@Nullable String json) {
    if (json == null || json.length() < 2 || json.charAt(0) != '"' || !json.endsWith("\"")) {
      return null;
    }
    String inside = json.substring(1, json.length() - 1);
    return inside.indexOf('\\') < 0 ? inside : unescaped(inside);
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
        int unit = c == 'u' ? unit(text, at) : -1;
        plain.append(unit < 0 ? escaped(c) : (char) unit);
        at += unit < 0 ? 0 : LENGTH_OF_UNIT;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** The number of four hexadecimal digits; -1 if there are others. */
  private static int unit(String text, int from) {
    int unit = 0;
    for (int at = from; at < from + LENGTH_OF_UNIT; at++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /**
   * What an object has, by name; of two with one name, the last.
   *
   * @param all in their order
   */
  public record Members(Map<String, Json> all) {

    /** A member; nothing if there is none of this name. */
    public Json get(String name) {
      return all.getOrDefault(name, NOTHING);
    }
  }
}
