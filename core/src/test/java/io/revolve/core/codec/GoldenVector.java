package io.revolve.core.codec;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.revolve.spi.Parcel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A frame as a file, and beside it what it means; docs/wire.md lists the fields.
 *
 * @param name the name of both files
 * @param frame the bytes
 * @param meant what they mean
 */
record GoldenVector(String name, byte[] frame, ObjectNode meant) {

  private static final Path FOLDER = Path.of("..", "docs", "wire");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  static List<GoldenVector> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".bin"))
          .map(name -> name.substring(0, name.length() - ".bin".length()))
          .sorted()
          .map(GoldenVector::read)
          .toList();
    }
  }

  static JsonNode json(byte[] text) throws IOException {
    return JSON.readTree(text);
  }

  String kind() {
    return meant.path("kind").asText();
  }

  boolean canonical() {
    return meant.path("canonical").asBoolean();
  }

  Parcel parcel() {
    return Parcel.ofBytes(frame);
  }

  /**
   * Writes the files anew after the format has changed.
   *
   * @param written the vector's parcel as it was read and is written now
   */
  void renew(Parcel written) throws IOException {
    Parcel parcel = canonical() ? written : parcel();
    JsonNode body = meant.remove("bodyHex");
    meant.put("headerBytes", parcel.header().length);
    meant.set("header", json(parcel.header()));
    if (!canonical()) {
      meant.set("again", json(written.header()));
    }
    String hex = HexFormat.of().formatHex(parcel.body());
    meant.put("bodyHex", body == null ? hex : body.asText());
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES);
    Files.write(FOLDER.resolve(name + ".bin"), parcel.toBytes());
    Files.writeString(
        FOLDER.resolve(name + ".json"), JSON.writer(lines).writeValueAsString(meant) + "\n");
  }

  @Override
  public String toString() {
    return name;
  }

  private static GoldenVector read(String name) {
    try {
      byte[] frame = Files.readAllBytes(FOLDER.resolve(name + ".bin"));
      JsonNode meant = JSON.readTree(FOLDER.resolve(name + ".json").toFile());
      return new GoldenVector(name, frame, (ObjectNode) meant);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
