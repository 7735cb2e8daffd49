package io.revolve.provider.process.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of the frames with heads of 17 and 9 bytes. */
@Tag("once")
class PrefixTest {
  private static final String HEAD_3 = "0300000000000000" + "0000000000000003";
  private static final String HEAD_0 = "0000000000000000" + "0000000000000000";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Word> read(Protocol protocol, String hex) throws IOException {
    byte[] all = bytes(hex);
    List<Word> words = new ArrayList<>();
    Bytes taken = new Bytes();
    Protocol.Reading reading = protocol.read();
    for (byte each : all) {
      assertTrue(taken.fill(new ByteArrayInputStream(new byte[] {each})));
      reading.read(taken, words::add);
    }
    return words;
  }

  @Test
  void callsAreTwoFrames() {
    Payload payload = new Payload(bytes("616263"), bytes("64"));
    assertEquals(
        "14" + HEAD_3 + "616263" + "00" + "0100000000000000" + "0000000000000001" + "64",
        hex(Prefix.of17(100).call(payload)));
    assertEquals(
        "14" + "0300000000000000" + "616263" + "00" + "0100000000000000" + "64",
        hex(Prefix.of9(100).call(payload)));
    assertEquals(
        "14" + HEAD_0 + "00" + HEAD_0, hex(Prefix.of17(100).call(Payload.of(new byte[0]))));
  }

  @Test
  void lengthsHaveTheirLowestByteFirstAndThenLast() {
    byte[] frames = Prefix.of17(1 << 20).call(Payload.of(new byte[0x010203]));
    assertEquals("00" + "0302010000000000" + "0000000000010203", hex(frames).substring(34, 68));
  }

  @Test
  void controlIsAFrameOfItsOwn() {
    String stop = "{\"stop\":true}";
    assertEquals(
        "10" + "0d00000000000000" + "000000000000000d" + text(stop), hex(Prefix.of17(100).stop()));
    assertEquals("10" + "0d00000000000000" + text(stop), hex(Prefix.of9(100).stop()));
    assertTrue(new String(Prefix.of9(100).hello(7), StandardCharsets.UTF_8).contains("\"pid\":7"));
  }

  @Test
  void answersAreReadByteForByte() throws IOException {
    String answers =
        "10"
            + "0b00000000000000"
            + text("{\"pid\": 17}")
            + "12"
            + "0000000000000000"
            + "04"
            + "0100000000000000"
            + "78"
            + "14"
            + "0200000000000000"
            + "6364"
            + "04"
            + "0000000000000000"
            + "1c"
            + "0200000000000000"
            + text("oh")
            + "12"
            + "0000000000000000"
            + "06"
            + "0000000000000000";
    List<Word> words = read(Prefix.of9(100), answers);
    assertEquals(5, words.size(), words.toString());
    assertEquals(new Word.Hello(17, false), words.get(0));
    assertEquals("x", ((Word.Answer) words.get(1)).payload().text());
    assertEquals("6364", hex(((Word.Answer) words.get(2)).payload().context()));
    assertEquals(new Word.Failure("oh"), words.get(3));
    assertEquals(0, ((Word.Answer) words.get(4)).payload().body().length);
  }

  @Test
  void nobodyIsTakenForOneThatListens() throws IOException {
    String hello = "{\"pid\":17,\"revolve\":1}";
    List<Word> words = read(Prefix.of9(100), "10" + "1600000000000000" + text(hello));
    assertFalse(((Word.Hello) words.get(0)).listens());
  }

  @Test
  void lengthsThatDifferAreNoFrame() {
    ProtocolException wrong =
        assertThrows(
            ProtocolException.class,
            () -> read(Prefix.of17(100), "12" + "0000000000000000" + "0000000000000001"));
    assertTrue(wrong.getMessage().contains("prefix-17"), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Notice: oh", "\n", "PHP Warning", "<br />"})
  void textIsSeenAtItsFirstByte(String printed) {
    String first = text(printed).substring(0, 2);
    for (Prefix prefix : List.of(Prefix.of17(100), Prefix.of9(100))) {
      if (!printed.equals("\n")) {
        assertThrows(ProtocolException.class, () -> read(prefix, first));
      }
    }
    assertThrows(
        ProtocolException.class, () -> read(Prefix.of17(100), text((printed + "x".repeat(20)))));
  }

  @ParameterizedTest
  @CsvSource({
    "1c ffffffffffffffff, 18446744073709551615",
    "1c 6500000000000000, 101",
    "12 0000000000000000 04 6500000000000000, 101",
    "14 0100000000000000 61 04 6400000000000000, 100"
  })
  void lengthsOverTheLimitAreRefusedAtOnce(String hex, String length) {
    ProtocolException wrong =
        assertThrows(ProtocolException.class, () -> read(Prefix.of9(100), hex));
    assertTrue(wrong.getMessage().contains(length + " bytes"), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04 0000000000000000", // A body without a context.
        "12 0000000000000000 12 0000000000000000", // Two contexts.
        "12 0000000000000000 1c 0000000000000000", // A failure in the midst of an answer.
        "10 0200000000000000 7b7d" // Control that is none.
      })
  void framesOutOfTheirOrderAreNoAnswer(String hex) {
    assertThrows(ProtocolException.class, () -> read(Prefix.of9(100), hex));
  }
}
