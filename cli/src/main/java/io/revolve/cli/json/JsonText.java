package io.revolve.cli.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as JSON on one line: maps, lists, numbers, booleans, null; the rest as text.
 */
public final class JsonText {

  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** The JSON of a value. */
  public static String of(@Nullable Object value) {
    JsonText json = new JsonText();
    json.write(value);
    return json.text.toString();
  }

  /** A map in the order of the arguments: key, value, key, value. */
  public static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
      object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }

  private void write(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      text.append("null");
    } else if (value instanceof Number) {
      text.append(value);
    } else if (value instanceof Map<?, ?> map) {
      writeObject(map);
    } else if (value instanceof Collection<?> values) {
      writeArray(values);
    } else {
      writeString(value.toString());
    }
  }

  private void writeObject(Map<?, ?> map) {
    text.append('{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(comma);
      writeString(String.valueOf(entry.getKey()));
      text.append(':');
      write(entry.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private void writeArray(Collection<?> values) {
    text.append('[');
    for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
      write(each.next());
      text.append(each.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private void writeString(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || (Character.isSurrogate(c) && lone(value, i))) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** Half a character cannot be written in UTF-8. */
  private static boolean lone(String value, int at) {
    char c = value.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(value.charAt(at - 1));
  }
}
