package io.revolve.provider.process.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of AMP 0.2, as its programs write them. */
@Tag("once")
class AmpTest {
  private static final int LIMIT = 80 << 20;
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<AmpWord> read(byte[] wire, int limit) throws ProtocolException {
    List<AmpWord> words = new ArrayList<>();
    Bytes bytes = Bytes.sparing();
    bytes.put(ByteBuffer.wrap(wire));
    new AmpReader(limit).read(bytes, words::add);
    return words;
  }

  private static AmpWord one(byte[] wire) throws ProtocolException {
    List<AmpWord> words = read(wire, LIMIT);
    assertEquals(1, words.size(), "words");
    return words.get(0);
  }

  @Test
  void callIsWrittenAsAmpWritesIt() throws Exception {
    byte[] golden = HEX.parseHex("311000000007310" + "56964656e7468656c6c6f");
    assertArrayEquals(golden, AmpFrames.request(7, utf8("ident"), utf8("hello")));
    AmpWord.Request request = assertInstanceOf(AmpWord.Request.class, one(golden));
    assertEquals(7, request.id());
    assertEquals("ident", request.procedure());
    assertArrayEquals(utf8("hello"), request.workload());
  }

  @Test
  void answerIsWrittenAsAmpWritesIt() throws Exception {
    byte[] golden = HEX.parseHex("31110000000733" + HEX.formatHex(utf8("s:5:\"hello\";")));
    assertArrayEquals(golden, AmpFrames.result(7, AmpWord.Kind.LAST, utf8("s:5:\"hello\";")));
    AmpWord.Result result = assertInstanceOf(AmpWord.Result.class, one(golden));
    assertEquals(AmpWord.Kind.LAST, result.kind());
    assertArrayEquals(utf8("s:5:\"hello\";"), result.data());
  }

  @Test
  void controlFramesAndCancelAreWrittenAsAmpWritesThem() throws Exception {
    assertEquals("3200", HEX.formatHex(AmpFrames.close()));
    assertEquals("3302686f", HEX.formatHex(AmpFrames.ping(utf8("ho"))));
    assertEquals("3402686f", HEX.formatHex(AmpFrames.pong(utf8("ho"))));
    assertEquals("31050000000732", HEX.formatHex(AmpFrames.cancel(7)));
    assertEquals("3107fffffffe356e6f", HEX.formatHex(AmpFrames.error(-2, "no")));
    assertEquals(new AmpWord.Cancel(7), one(AmpFrames.cancel(7)));
    assertInstanceOf(AmpWord.Close.class, one(AmpFrames.close()));
    assertInstanceOf(AmpWord.Ping.class, one(AmpFrames.ping(utf8("ho"))));
    assertInstanceOf(AmpWord.Pong.class, one(AmpFrames.pong(utf8("ho"))));
  }

  /** The PHP side's reading of 254: it never is a length. */
  @ParameterizedTest
  @CsvSource({
    "253, 31fd",
    "254, 31fe00fe",
    "255, 31fe00ff",
    "256, 31fe0100",
    "65535, 31feffff",
    "65536, 31ff00010000",
    "1048576, 31ff00100000"
  })
  void lengthsAreWrittenAsThePhpSideDoes(int length, String header) throws Exception {
    byte[] data = new byte[length - 5];
    new Random(length).nextBytes(data);
    byte[] wire = AmpFrames.result(1, AmpWord.Kind.LAST, data);
    int head = header.length() / 2;
    assertEquals(header, HEX.formatHex(Arrays.copyOf(wire, head)));
    assertEquals(head + length, wire.length);
    AmpWord.Result result = assertInstanceOf(AmpWord.Result.class, one(wire));
    assertArrayEquals(data, result.data());
  }

  @Test
  void piecesAreJoinedAndControlFramesMayStandBetweenThem() throws Exception {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(HEX.parseHex("3007000000073173")); // "0", 7 bytes: a call of a name that
    wire.write('x'); // is cut
    wire.writeBytes(AmpFrames.ping(utf8("?")));
    wire.writeBytes(HEX.parseHex("3000"));
    byte[] rest = new byte[0x73 - 1 + 3];
    Arrays.fill(rest, (byte) 'y');
    wire.write('1');
    wire.write(rest.length);
    wire.writeBytes(rest);
    List<AmpWord> words = read(wire.toByteArray(), LIMIT);
    assertInstanceOf(AmpWord.Ping.class, words.get(0));
    AmpWord.Request request = assertInstanceOf(AmpWord.Request.class, words.get(1));
    assertEquals("x" + "y".repeat(0x72), request.procedure());
    assertArrayEquals(utf8("yyy"), request.workload());
    assertEquals(2, words.size());
  }

  @Test
  void itDoesNotMatterHowBytesArrive() throws Exception {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] data = new byte[random.nextInt(600)];
      random.nextBytes(data);
      wire.writeBytes(AmpFrames.request(i, utf8("p" + i), data));
    }
    byte[] all = wire.toByteArray();
    List<Integer> ids = new ArrayList<>();
    Bytes bytes = Bytes.sparing();
    AmpReader reader = new AmpReader(LIMIT);
    for (int at = 0; at < all.length; ) {
      int count = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 900));
      bytes.put(ByteBuffer.wrap(all, at, count));
      reader.read(bytes, word -> ids.add(((AmpWord.Request) word).id()));
      bytes.spare();
      at += count;
    }
    assertEquals(java.util.stream.IntStream.range(0, 200).boxed().toList(), ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "35", // no opcode
        "00", // nor a digit
        "474554", // GET
        "3100", // no room for a number
        "310400000007", // nor for a kind
        "31050000000736", // no such kind
        "31050000000731", // a call without a name
        "310700000007310541" // a name that is longer than the call
      })
  void nonsenseIsSeenAtOnce(String wire) {
    assertThrows(ProtocolException.class, () -> read(HEX.parseHex(wire), LIMIT));
  }

  @Test
  void tooMuchIsSeenByItsHeaderAlone() {
    ProtocolException alone =
        assertThrows(ProtocolException.class, () -> read(HEX.parseHex("31ff7fffffff"), 1000));
    assertTrue(alone.getMessage().contains("1,000 are taken"), alone.getMessage());
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    for (int i = 0; i < 11; i++) {
      pieces.writeBytes(HEX.parseHex("3064" + "00".repeat(100)));
    }
    assertThrows(ProtocolException.class, () -> read(pieces.toByteArray(), 1000));
  }

  @Test
  void poolSeesWhoseAnswerItIs() throws Exception {
    Amp amp = new Amp(LIMIT);
    byte[] first = amp.call(new Payload(utf8("ident"), new byte[300]));
    byte[] second = amp.call(new Payload(utf8("ident"), new byte[70_000]));
    assertEquals(1, amp.number(first));
    assertEquals(2, amp.number(second));
    List<Word> words = new ArrayList<>();
    amp.read().read(Bytes.of(AmpFrames.error(-1, "no")), words::add);
    Word.Numbered numbered = assertInstanceOf(Word.Numbered.class, words.get(0));
    assertEquals(0xFFFFFFFFL, numbered.number());
    assertEquals(new Word.Failure("no"), numbered.word());
    assertThrows(ProtocolException.class, () -> amp.read().read(Bytes.of(second), words::add));
  }
}
