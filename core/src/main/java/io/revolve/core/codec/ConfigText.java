package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.revolve.api.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of one config file, read token by token rather than by a mapper: so no tag makes an
 * object, no alias multiplies what is there, and every complaint knows its line.
 */
public final class ConfigText {
  private static final int DEEPEST = 64;

  private final String subject;
  private final JsonParser parser;

  private ConfigText(String subject, JsonParser parser) {
    this.subject = subject;
    this.parser = parser;
  }

  /**
   * Reads a map.
   *
   * @param subject the file's name
   * @param text what it holds
   * @param yaml whether it is YAML, and else JSON
   * @throws ConfigException if the text is no such map; with line and column, and no part of a
   *     value
   */
  public static Map<String, @Nullable Object> read(String subject, String text, boolean yaml) {
    try (JsonParser parser = ConfigSyntax.parser(text, yaml)) {
      return new ConfigText(subject, parser).whole();
    } catch (JsonProcessingException invalid) {
      String problem = ConfigSyntax.explain(invalid.getOriginalMessage(), yaml);
      throw refused(subject, invalid.getLocation(), problem);
    } catch (ConfigException refused) {
      throw refused;
    } catch (IOException | RuntimeException invalid) {
      // Not every complaint of the YAML parser is wrapped; its own text may quote a secret.
      throw refused(subject, null, ConfigSyntax.explain(null, yaml));
    }
  }

  private Map<String, @Nullable Object> whole() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw refused(subject, null, "the file is empty; expected a map");
    }
    if (first != JsonToken.START_OBJECT) {
      throw refused("expected a map of keys and values as the whole");
    }
    Map<String, @Nullable Object> map = map(1);
    if (parser.nextToken() != null) {
      throw refused("expected one map, and nothing after it");
    }
    return map;
  }

  private Map<String, @Nullable Object> map(int depth) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      plain();
      String key = parser.currentName();
      if (map.containsKey(key)) {
        throw refused("the key " + ConfigSyntax.quoted(key) + " is there twice");
      }
      map.put(key, value(parser.nextToken(), depth));
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> list(int depth) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      list.add(value(token, depth));
      token = parser.nextToken();
    }
    return Collections.unmodifiableList(list);
  }

  private @Nullable Object value(@Nullable JsonToken token, int depth) throws IOException {
    plain();
    if (token == null || depth > DEEPEST) {
      throw refused(token == null ? "the file ends too early" : "maps and lists are too deep");
    }
    return switch (token) {
      case START_OBJECT -> map(depth + 1);
      case START_ARRAY -> list(depth + 1);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw refused("expected a map, a list, a text, a number, true, false or null");
    };
  }

  private void plain() throws IOException {
    String exotic = ConfigSyntax.exotic(parser);
    if (exotic != null) {
      throw refused(exotic);
    }
  }

  private ConfigException refused(String problem) {
    return refused(subject, parser.currentTokenLocation(), problem);
  }

  private static ConfigException refused(
      String subject, @Nullable JsonLocation place, String problem) {
    String where =
        place == null || place.getLineNr() < 1
            ? ""
            : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
    return new ConfigException(subject, List.of(where + problem));
  }
}
