package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.MessageHeader;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Good headers with random changes give a value or an {@link UndecodableException}, and every value
 * is written so that it comes back.
 */
class HeaderFuzzTest {

  private static final List<String> GOOD =
      List.of(
          "{\"v\":1,\"kind\":\"job\",\"id\":\"42\",\"name\":\"add\",\"reply\":\"client-7\","
              + "\"at\":1767323045678}",
          "{\"v\":1,\"kind\":\"job\",\"id\":\"42\",\"name\":\"r\u00e9sum\u00e9 \u2713\","
              + "\"queue\":\"images\",\"type\":\"bytes\",\"reply\":\"\",\"at\":"
              + "\"2026-01-02T03:04:05.678Z\",\"failures\":1,\"returns\":1,\"settled\":2,"
              + "\"base\":5,\"unbegun\":1,\"attempts\":5,\"timeout\":60000,\"backoff\":{\"initial\":"
              + "250,\"factor\":1.5,\"max\":30000,\"jitter\":0.0},\"keep\":86400000,\"headers\":"
              + "{\"traceparent\":\"00-4bf9\"},\"x\":[1,{\"a\":null},-2.5e-3,true]}",
          "{\"v\":1,\"kind\":\"message\",\"task\":\"42\",\"event\":\"completed\",\"seq\":2,"
              + "\"after\":1,\"attempt\":1,\"at\":1767323046001,\"type\":\"json\",\"from\":"
              + "\"worker-3\",\"started\":\"2026-01-02T03:04:06Z\",\"x\":[{}]}");

  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"x\"",
          "{}",
          "[]",
          "[",
          "{",
          "}",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "-1",
          "0",
          "1.5",
          "1e400",
          "1e99999999999",
          "2147483648",
          "9223372036854775808",
          "-",
          "\"\\ud83d\"",
          "\"v\":1,",
          "\"at\":0,",
          "\"x\":0,",
          "\"at\":\"1970-01-01T00:00:00Z\",",
          "\"backoff\":{},",
          "\u0000",
          "\ufeff",
          "NaN",
          "\n",
          "//",
          "[".repeat(2_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyHeaderIsReadOrRefused(long seed) {
    Random random = new Random(seed);
    int read = 0;
    int rounds = 25_000;
    for (int i = 0; i < rounds; i++) {
      byte[] header = GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        header = changed(header, random);
      }
      read += comesBack(header) ? 1 : 0;
    }
    assertTrue(read > rounds / 20 && read < rounds / 2, "too tame or too wild: " + read);
  }

  private static boolean comesBack(byte[] header) {
    Parcel parcel = Parcel.of(header, new byte[0]);
    boolean read = false;
    try {
      JobHeader job = Headers.FORMAT.job(parcel).job();
      read = true;
      byte[] again = Headers.FORMAT.write(job);
      JobHeader second = Headers.FORMAT.job(Parcel.of(again, new byte[0])).job();
      assertEquals(job, second);
      assertArrayEquals(again, Headers.FORMAT.write(second));
    } catch (UndecodableException e) {
      isClear(e);
    }
    try {
      MessageHeader message = Headers.FORMAT.message(parcel).about();
      read = true;
      byte[] again = Headers.FORMAT.write(message);
      assertEquals(message, Headers.FORMAT.message(Parcel.of(again, new byte[0])).about());
    } catch (UndecodableException e) {
      isClear(e);
    }
    return read;
  }

  private static void isClear(UndecodableException e) {
    assertTrue(e.getMessage().length() > 20 && e.getMessage().length() < 1_000, e.getMessage());
  }

  private static byte[] changed(byte[] header, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : header) {
      bytes.add(b);
    }
    int at = random.nextInt(bytes.size() + 1);
    int end = Math.min(bytes.size(), at + random.nextInt(8));
    switch (random.nextInt(6)) {
      case 0 -> bytes.add(at, (byte) random.nextInt(256));
      case 1 -> bytes.subList(at, end).clear();
      case 2 -> bytes.addAll(at, List.copyOf(bytes.subList(at, end)));
      case 3 -> {
        if (at < bytes.size()) {
          bytes.set(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
        }
      }
      default -> {
        // A piece instead of a whole value or name, or in front of one.
        int from = boundary(bytes, at);
        int to = random.nextBoolean() ? from : boundary(bytes, from);
        bytes.subList(from, to).clear();
        bytes.addAll(from, list(PIECES.get(random.nextInt(PIECES.size()))));
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  /** Behind the next colon, comma or bracket; the end if there is none. */
  private static int boundary(List<Byte> bytes, int from) {
    for (int i = from; i < bytes.size(); i++) {
      if (":,{[".indexOf(bytes.get(i)) >= 0) {
        return i + 1;
      }
    }
    return bytes.size();
  }

  private static List<Byte> list(String text) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(b);
    }
    return bytes;
  }
}
