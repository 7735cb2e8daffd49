package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.WireMessage;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.Parcel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/wire holds frames as files, and what they mean: the format is these. With {@code
 * -Drevolve.vectors=write} they are written anew first, to be looked at and committed.
 */
class GoldenVectorsTest {

  private static final WireFormat FORMAT = new WireFormat(new Codec());

  @BeforeAll
  static void renew() throws IOException {
    if ("write".equals(System.getProperty("revolve.vectors"))) {
      for (GoldenVector vector : GoldenVector.all()) {
        if (!vector.kind().equals("bad")) {
          vector.renew(read(vector));
        }
      }
    }
  }

  static List<GoldenVector> vectors() throws IOException {
    List<GoldenVector> all = GoldenVector.all();
    assertTrue(all.size() >= 30, "vectors are missing: " + all);
    return all;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadAsItIsSaid(GoldenVector vector) throws IOException {
    if (vector.kind().equals("bad")) {
      assertThrows(UndecodableException.class, () -> FORMAT.job(vector.parcel()));
      assertThrows(UndecodableException.class, () -> FORMAT.message(vector.parcel()));
      assertThrows(UndecodableException.class, () -> FORMAT.note(vector.parcel()));
      return;
    }
    JsonNode meant = vector.meant();
    Parcel parcel = vector.parcel();
    assertEquals(meant.path("headerBytes").asInt(), parcel.header().length);
    assertEquals(meant.path("header"), GoldenVector.json(parcel.header()));
    assertArrayEquals(HexFormat.of().parseHex(meant.path("bodyHex").asText()), parcel.body());
    Parcel written = read(vector);
    if (vector.canonical()) {
      assertArrayEquals(vector.frame(), written.toBytes());
    } else {
      assertEquals(meant.path("again"), GoldenVector.json(written.header()));
      assertArrayEquals(parcel.body(), written.body());
    }
    assertFalse(new String(written.header(), StandardCharsets.UTF_8).contains("\n"));
  }

  /** The vector as it is read, which the reader of the other kind must refuse. */
  private static Parcel read(GoldenVector vector) {
    JsonNode header = vector.meant().path("header");
    switch (vector.kind()) {
      case "job" -> {
        JobParcel job = FORMAT.job(vector.parcel());
        assertEquals(header.path("id").asText(job.job().id()), job.job().id());
        assertThrows(UndecodableException.class, () -> FORMAT.message(vector.parcel()));
        return job;
      }
      case "message" -> {
        WireMessage message = FORMAT.message(vector.parcel());
        assertEquals(header.path("event").asText(message.event()), message.event());
        assertThrows(UndecodableException.class, () -> FORMAT.job(vector.parcel()));
        return message;
      }
      case "worker" -> {
        WorkerNote note = FORMAT.note(vector.parcel());
        assertEquals(header.path("id").asText(), note.worker().id());
        assertThrows(UndecodableException.class, () -> FORMAT.job(vector.parcel()));
        return note;
      }
      default -> throw new AssertionError("a vector of no known kind: " + vector.kind());
    }
  }
}
