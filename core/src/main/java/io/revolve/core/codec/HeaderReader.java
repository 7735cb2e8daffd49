package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** One header of this version, field by field in the order in which they come. Not thread safe. */
final class HeaderReader {

  static final int VERSION = 1;

  /** Jobs wait in great numbers, so theirs need not be said. */
  static final String USUAL_KIND = "job";

  private final JsonParser json;
  private final FieldValue value;
  private final String kind;
  private String name = "";
  private Field field = Field.OTHER;
  private final Set<Field> seen = EnumSet.noneOf(Field.class);
  private Set<Field> seenInside = seen;

  /** At the beginning of a header that must be of a kind. */
  HeaderReader(JsonParser json, String kind) throws IOException {
    this.json = json;
    value = new FieldValue(json);
    this.kind = kind;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new UndecodableException("the header is no JSON object");
    }
  }

  /** Goes to the next field; false at the end of a header that is one of ours. */
  boolean next() throws IOException {
    while (step(seen)) {
      switch (field) {
        case V -> checkVersion(value.count(0));
        case KIND -> checkKind(value.text(USUAL_KIND));
        default -> {
          return true;
        }
      }
    }
    if (!seen.contains(Field.V)) {
      checkVersion(0);
    }
    if (!seen.contains(Field.KIND)) {
      checkKind(USUAL_KIND);
    }
    if (json.nextToken() != null) {
      throw new UndecodableException("the header goes on behind its end");
    }
    return false;
  }

  /** Steps into the object that the field holds, for {@link #nextInside}; false if it is null. */
  boolean enter() throws IOException {
    seenInside = EnumSet.noneOf(Field.class);
    return value.isObject();
  }

  /** Goes to the next field of the field's object; false at its end. */
  boolean nextInside() throws IOException {
    return step(seenInside);
  }

  /** The field at hand; {@link Field#OTHER} for one that is nobody's here. */
  Field field() {
    return field;
  }

  /** The value of the field at hand. */
  FieldValue value() {
    return value;
  }

  /** The name of the field at hand, which a map must not have yet. */
  String newIn(Map<String, ?> map) {
    if (map.containsKey(name)) {
      throw twice(name);
    }
    return name;
  }

  /** The text of a field that must be there. */
  static String required(Field field, String text) {
    if (text.isEmpty()) {
      throw without("text", field.text());
    }
    return text;
  }

  static UndecodableException twice(String name) {
    return new UndecodableException("the header has " + ConfigSyntax.quoted(name) + " twice");
  }

  static UndecodableException without(String expected, String name) {
    return new UndecodableException(
        "the header has no " + expected + " in " + ConfigSyntax.quoted(name));
  }

  private boolean step(Set<Field> before) throws IOException {
    String next = json.nextFieldName();
    if (next == null) {
      return false;
    }
    name = next;
    field = Field.of(next);
    if (!before.add(field) && field != Field.OTHER) {
      throw twice(next);
    }
    json.nextToken();
    return true;
  }

  private static void checkVersion(int version) {
    if (version != VERSION) {
      throw new UndecodableException(
          "the header is of version " + version + ", this program reads version " + VERSION);
    }
  }

  private void checkKind(String found) {
    if (!found.equals(kind)) {
      throw new UndecodableException("expected a " + kind + ", got " + ConfigSyntax.quoted(found));
    }
  }
}
