package io.revolve.core.config;

import io.revolve.api.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills the placeholders of a file's texts: {@code ${NAME}}, {@code ${NAME:text}}, and {@code
 * $${NAME}} for the characters as they are. What a variable holds is not looked into again.
 */
public final class Placeholders {
  private final Function<String, @Nullable String> environment;
  private final List<String> problems = new ArrayList<>();

  private Placeholders(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * Copies a map with its placeholders filled.
   *
   * @param subject the file's name
   * @param map what it holds, a finite tree of maps and lists
   * @param environment gives a variable, or null if it is not set
   * @throws ConfigException with every placeholder that cannot be filled; it shows no value
   */
  public static Map<String, @Nullable Object> fill(
      String subject,
      Map<String, @Nullable Object> map,
      Function<String, @Nullable String> environment) {
    Placeholders placeholders = new Placeholders(environment);
    Map<String, @Nullable Object> filled = placeholders.map("", map);
    if (!placeholders.problems.isEmpty()) {
      throw new ConfigException(subject, placeholders.problems);
    }
    return filled;
  }

  private Map<String, @Nullable Object> map(String path, Map<?, ?> map) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = Shown.key((String) key);
          filled.put((String) key, value(path.isEmpty() ? name : path + "." + name, value));
        });
    return Collections.unmodifiableMap(filled);
  }

  private List<@Nullable Object> list(String path, List<?> list) {
    List<@Nullable Object> filled = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      filled.add(value(path + "[" + i + "]", list.get(i)));
    }
    return Collections.unmodifiableList(filled);
  }

  private @Nullable Object value(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map(path, map);
    }
    if (value instanceof List<?> list) {
      return list(path, list);
    }
    return value instanceof String text && text.contains("${") ? text(path, text) : value;
  }

  private String text(String path, String text) {
    StringBuilder filled = new StringBuilder();
    int done = 0;
    int at;
    while ((at = text.indexOf("${", done)) >= 0) {
      if (at > done && text.charAt(at - 1) == '$') {
        filled.append(text, done, at - 1).append("${");
        done = at + 2;
        continue;
      }
      filled.append(text, done, at);
      int end = text.indexOf('}', at);
      if (end < 0) {
        problems.add(path + ": a placeholder has no end; write ${NAME}, or $${ for the characters");
        return text;
      }
      filled.append(variable(path, text.substring(at + 2, end)));
      done = end + 1;
    }
    return filled.append(text, done, text.length()).toString();
  }

  private String variable(String path, String placeholder) {
    int colon = placeholder.indexOf(':');
    String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
    if (!isName(name)) {
      problems.add(path + ": expected the name of an environment variable in ${NAME}");
      return "";
    }
    String value = environment.apply(name);
    if (value == null && colon >= 0) {
      return placeholder.substring(colon + 1);
    }
    if (value == null) {
      problems.add(
          path
              + ": the environment variable "
              + name
              + " is not set; set it, or give a default as in"
              + " ${"
              + name
              + ":text}");
      return "";
    }
    return value;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
