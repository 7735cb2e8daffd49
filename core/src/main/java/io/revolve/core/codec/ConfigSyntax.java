package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What config files may be written in, and what a parser's complaint may say of them. */
final class ConfigSyntax {

  /** Complaints that quote nothing of the file but a character or two. */
  private static final String[] SAFE = {
    "Unexpected character (",
    "Unexpected end-of-input",
    "mapping values are not allowed here",
    "expected <block end>, but found",
    "could not find expected ':'",
    "found unexpected end of stream",
    "found character '\\t"
  };

  private static final int LONGEST = 120;

  private ConfigSyntax() {}

  static JsonParser parser(String text, boolean yaml) throws IOException {
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(100).build();
    if (!yaml) {
      return JsonFactory.builder().streamReadConstraints(limits).build().createParser(text);
    }
    return YAMLFactory.builder()
        .streamReadConstraints(limits)
        .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
        .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
        .build()
        .createParser(text);
  }

  /** Why what the parser is at is more than plain data, or null if it is plain. */
  static @Nullable String exotic(JsonParser parser) throws IOException {
    if (!(parser instanceof YAMLParser yaml)) {
      return null;
    }
    if (yaml.isCurrentAlias()) {
      return "aliases (*name) are not taken; write the value itself";
    }
    if (yaml.getObjectId() != null) {
      return "anchors (&name) are not taken; write the value at each place";
    }
    return yaml.getTypeId() != null ? "tags (!name) are not taken; write a plain value" : null;
  }

  /** A parser's complaint, without what it quotes of the file: that may be a secret. */
  static String explain(@Nullable String complaint, boolean yaml) {
    String invalid = yaml ? "this is not valid YAML" : "this is not valid JSON";
    if (complaint != null) {
      for (String line : complaint.split("\n", -1)) {
        for (String safe : SAFE) {
          if (line.startsWith(safe)) {
            return invalid + ": " + line.substring(0, Math.min(line.length(), LONGEST));
          }
        }
      }
    }
    return yaml ? invalid + "; look at indentation, colons and quotes" : invalid;
  }

  static String quoted(String key) {
    String shown = key.length() > LONGEST ? key.substring(0, LONGEST) + "..." : key;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
