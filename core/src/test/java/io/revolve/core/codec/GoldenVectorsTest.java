package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.WireMessage;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.Parcel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/wire holds frames as files, and what they mean: the format is these. */
class GoldenVectorsTest {

  private static final Path VECTORS = Path.of("..", "docs", "wire");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireFormat format = new WireFormat(new Codec());

  static List<String> vectors() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".bin"))
              .map(name -> name.substring(0, name.length() - ".bin".length()))
              .sorted()
              .toList();
      assertTrue(names.size() >= 20, "the vectors are missing: " + names);
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadAsItIsSaid(String name) throws IOException {
    JsonNode meant = JSON.readTree(VECTORS.resolve(name + ".json").toFile());
    byte[] frame = Files.readAllBytes(VECTORS.resolve(name + ".bin"));
    Parcel parcel = Parcel.ofBytes(frame);
    switch (meant.path("kind").asText()) {
      case "job" -> {
        JobParcel job = format.job(parcel);
        assertEquals(meant.path("header").path("id").asText(), job.job().id());
        isWrittenAgain(meant, frame, parcel, job);
      }
      case "message" -> {
        WireMessage message = format.message(parcel);
        assertEquals(meant.path("header").path("event").asText(), message.event());
        isWrittenAgain(meant, frame, parcel, message);
      }
      case "worker" -> {
        WorkerNote note = format.note(parcel);
        assertEquals(meant.path("header").path("id").asText(), note.worker().id());
        isWrittenAgain(meant, frame, parcel, note);
      }
      default -> {
        assertEquals("bad", meant.path("kind").asText(), "a vector of no known kind");
        assertThrows(UndecodableException.class, () -> format.job(parcel));
        assertThrows(UndecodableException.class, () -> format.message(parcel));
        assertThrows(UndecodableException.class, () -> format.note(parcel));
      }
    }
  }

  private static void isWrittenAgain(JsonNode meant, byte[] frame, Parcel read, Parcel written)
      throws IOException {
    assertArrayEquals(HexFormat.of().parseHex(meant.path("bodyHex").asText()), read.body());
    JsonNode again = JSON.readTree(written.header());
    meant
        .path("header")
        .properties()
        .forEach(
            field -> assertEquals(field.getValue(), again.get(field.getKey()), field.getKey()));
    if (meant.path("canonical").asBoolean()) {
      assertArrayEquals(frame, written.toBytes());
    }
    assertFalse(new String(written.header(), StandardCharsets.UTF_8).contains("\n"));
  }
}
