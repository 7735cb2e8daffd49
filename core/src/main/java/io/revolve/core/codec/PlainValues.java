package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that means nothing here as maps, lists, texts, numbers and booleans. Thread safe. */
final class PlainValues {

  private final ObjectMapper mapper;

  /** Of these, with a mapper for what is to be written and is not plain. */
  PlainValues(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The value that begins at a parser's token, which is at its end then. */
  static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> map(json);
      case START_ARRAY -> list(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> fraction(json);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** Appends a value. */
  void write(@Nullable Object value, JsonBytes out) {
    if (value instanceof String text) {
      out.text(text);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else if (value instanceof List<?> list) {
      writeList(list, out);
    } else if (isNumber(value)) {
      out.ascii(String.valueOf(value));
    } else {
      writeOther(value, out);
    }
  }

  private static Map<String, @Nullable Object> map(JsonParser json) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (map.containsKey(name)) {
        throw HeaderReader.twice(name);
      }
      map.put(name, read(json));
    }
    return map;
  }

  private static List<@Nullable Object> list(JsonParser json) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(json));
    }
    return list;
  }

  /** A double; what is too large for one keeps its digits. */
  private static Number fraction(JsonParser json) throws IOException {
    double number = json.getDoubleValue();
    if (Double.isFinite(number)) {
      return number;
    }
    try {
      return new BigDecimal(json.getText());
    } catch (NumberFormatException e) {
      throw new UndecodableException("the header has a number that is too large");
    }
  }

  private void writeMap(Map<?, ?> map, JsonBytes out) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.raw(before);
      out.name(String.valueOf(entry.getKey()));
      write(entry.getValue(), out);
      before = ',';
    }
    if (before == '{') {
      out.raw(before);
    }
    out.raw('}');
  }

  private void writeList(List<?> list, JsonBytes out) {
    char before = '[';
    for (Object element : list) {
      out.raw(before);
      write(element, out);
      before = ',';
    }
    if (before == '[') {
      out.raw(before);
    }
    out.raw(']');
  }

  private void writeOther(@Nullable Object value, JsonBytes out) {
    try {
      out.raw(mapper.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is a number that is written as Java does. */
  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof BigDecimal
        || (value instanceof Double number && Double.isFinite(number));
  }
}
