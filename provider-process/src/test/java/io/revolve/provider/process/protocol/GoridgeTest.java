package io.revolve.provider.process.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The bytes of goridge v3, as RoadRunner and its workers send them. */
class GoridgeTest {
  private static final HexFormat HEX = HexFormat.of();

  private final Goridge goridge = new Goridge(1 << 20);

  /** What a worker says, in pieces of a given length. */
  private List<String> read(byte[] bytes, int piece) throws IOException {
    List<String> words = new ArrayList<>();
    Bytes buffer = new Bytes();
    Protocol.Reading reading = goridge.read();
    for (int at = 0; at < bytes.length; at += piece) {
      InputStream in =
          new ByteArrayInputStream(
              Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
      assertTrue(buffer.fill(in));
      reading.read(buffer, word -> words.add(shown(word)));
    }
    return words;
  }

  private static String shown(Word word) {
    if (word instanceof Word.Hello hello) {
      return "hello " + hello.pid() + (hello.listens() ? " listens" : "");
    } else if (word instanceof Word.Answer answer) {
      String context = new String(answer.payload().context(), StandardCharsets.UTF_8);
      return (answer.isLast() ? "last " : "part ") + context + "|" + answer.payload().text();
    } else if (word instanceof Word.Failure failure) {
      return "failure " + failure.error();
    } else if (word instanceof Word.Ping ping) {
      return "ping " + HEX.formatHex(ping.answer());
    }
    return "leaving";
  }

  @Test
  void cancelNamesItsCallAndPongIsAsSeenOnTheWire() throws Exception {
    assertEquals(
        "15" + "00" + "00000000" + "8b32d9e2" + "0200" + "00000000" + "07000000",
        HEX.formatHex(goridge.cancel(7)));
    byte[] ping = HEX.parseHex("13000000000096d180340400");
    assertEquals(List.of("ping 13000000000096d180340800"), read(ping, 100));
  }

  @Test
  void callIsItsContextAndItsBodyBehindTheContextsLength() {
    byte[] frame =
        goridge.call(
            new Payload(
                "ctx".getBytes(StandardCharsets.UTF_8), "body".getBytes(StandardCharsets.UTF_8)));
    assertEquals("140407000000", HEX.formatHex(frame, 0, 6));
    assertEquals("0000" + "03000000", HEX.formatHex(frame, 10, 16));
    assertEquals("ctxbody", new String(frame, 16, 7, StandardCharsets.UTF_8));
    assertEquals(23, frame.length);
  }

  @Test
  void wordsAreReadHoweverTheyArrive() throws Exception {
    byte[] all = concat(control("{\"pid\": 17}"), goridge.call(Payload.of("answer")));
    all = concat(all, control("{\"pid\":17,\"revolve\":1}"), goridge.part(Payload.of("some")));
    all = concat(all, error("no"), goridge.stop());
    List<String> expected =
        List.of(
            "hello 17", "last |answer", "hello 17 listens", "part |some", "failure no", "leaving");
    for (int piece : new int[] {1, 2, 3, 11, 12, 13, 1000}) {
      assertEquals(expected, read(all, piece));
    }
  }

  /** Bytes that spiral/goridge 4.2 packs: answers bear no flag, and the hello no codec. */
  @Test
  void whatRoadRunnersLibrarySaysIsRead() throws Exception {
    String said =
        "130109000000acb7e87400007b22706964223a377d"
            + "1400050000001c115b1e00000100000063626f6479"
            + "1340030000003126c67e0000776879";
    assertEquals(List.of("hello 7", "last c|body", "failure why"), read(HEX.parseHex(said), 1000));
  }

  @Test
  void whatIsNoFrameIsSeenAtItsFirstByte() {
    ProtocolException garbage =
        assertThrows(
            ProtocolException.class, () -> read("Notice: x".getBytes(StandardCharsets.UTF_8), 1));
    assertTrue(garbage.getMessage().contains("\"N\""), garbage.getMessage());
  }

  @Test
  void frameThatIsTooLargeIsRefusedBeforeItComes() {
    byte[] frame = new Goridge(1 << 22).call(Payload.of(new byte[(1 << 20) + 1]));
    ProtocolException large =
        assertThrows(ProtocolException.class, () -> read(Arrays.copyOf(frame, 16), 100));
    assertTrue(large.getMessage().contains("1,048,576"), large.getMessage());
  }

  @Test
  void noBytesAtAllMakeItFailOtherwiseThanItSays() {
    Random random = new Random(5);
    byte[] good = concat(control("{\"pid\":1}"), goridge.call(Payload.of("some answer")));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        List<String> unused = read(bad, 1 + random.nextInt(40));
      } catch (IOException e) {
        assertTrue(e instanceof ProtocolException, e.toString());
      }
    }
  }

  private static byte[] control(String json) {
    return frame(0x09, json);
  }

  private static byte[] error(String text) {
    return frame(0x40, text);
  }

  private static byte[] frame(int flags, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        HEX.parseHex(
            "13"
                + HEX.toHexDigits((byte) flags)
                + HEX.toHexDigits((byte) payload.length)
                + "000000");
    CRC32 crc = new CRC32();
    crc.update(head);
    byte[] sum = new byte[4];
    for (int i = 0; i < 4; i++) {
      sum[i] = (byte) (crc.getValue() >>> (8 * i));
    }
    return concat(head, sum, new byte[2], payload);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
