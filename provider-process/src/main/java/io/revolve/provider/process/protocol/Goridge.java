package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The frames of goridge v3, which RoadRunner and its PHP workers have spoken since RoadRunner 2. A
 * header of three words (version and length of the header, flags, length of the payload, CRC32 of
 * these six bytes, stream bits, padding), then options of a word each, then the payload; numbers
 * begin with their lowest byte. The first option of a call says how much of its payload is context.
 */
public final class Goridge implements Protocol {
  private static final int WORD = 4;
  private static final int WORDS = 3;
  private static final int MOST_WORDS = WORDS + 10;
  private static final int HEADER = WORDS * WORD;
  private static final int CHECKED = 6;

  private static final int VERSION = 1;
  private static final int CONTROL = 0x01;
  private static final int RAW = 0x04;
  private static final int JSON = 0x08;
  private static final int ERROR = 0x40;

  private static final int STREAM = 1;
  private static final int STOP = 2;
  private static final int PING = 4;
  private static final int PONG = 8;

  private final int limit;

  /**
   * Frames of at most so many bytes of payload, in both directions.
   *
   * @param limit at least 1
   */
  public Goridge(int limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "goridge";
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public byte[] hello(long pid) {
    return control("{\"pid\":" + pid + "}");
  }

  @Override
  public byte[] stop() {
    return control("{\"stop\":true}");
  }

  @Override
  public byte[] cancel(int call) {
    byte[] frame = frame(WORDS + 2, 0, 0, STOP);
    put(frame, HEADER + WORD, call);
    return frame;
  }

  @Override
  public byte[] call(Payload payload) {
    return frame(WORDS + 1, payload, 0);
  }

  /** With the number of the call as the option behind the length of the context. */
  @Override
  public byte[] tell(Payload payload, int call) {
    byte[] frame = frame(WORDS + 2, payload, STREAM);
    put(frame, HEADER + WORD, call);
    return frame;
  }

  /** What a worker says before the end of its answer. */
  public byte[] part(Payload payload) {
    return frame(WORDS + 1, payload, STREAM);
  }

  private static byte[] frame(int words, Payload payload, int stream) {
    byte[] context = payload.context();
    byte[] body = payload.body();
    byte[] frame = frame(words, RAW, Math.addExact(context.length, body.length), stream);
    put(frame, HEADER, context.length);
    System.arraycopy(context, 0, frame, words * WORD, context.length);
    System.arraycopy(body, 0, frame, words * WORD + context.length, body.length);
    return frame;
  }

  /** What a worker of ours answers to {@link #hello}. */
  public byte[] greeting(long pid) {
    return control("{\"pid\":" + pid + ",\"revolve\":1}");
  }

  /** How a worker says that a call has failed. */
  public byte[] failure(String why) {
    byte[] text = why.getBytes(StandardCharsets.UTF_8);
    byte[] frame = frame(WORDS, ERROR, text.length, 0);
    System.arraycopy(text, 0, frame, HEADER, text.length);
    return frame;
  }

  private static byte[] control(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] frame = frame(WORDS, CONTROL | JSON, text.length, 0);
    System.arraycopy(text, 0, frame, HEADER, text.length);
    return frame;
  }

  private static byte[] frame(int words, int flags, int length, int stream) {
    byte[] frame = new byte[words * WORD + length];
    frame[0] = (byte) ((VERSION << 4) | words);
    frame[1] = (byte) flags;
    put(frame, 2, length);
    CRC32 crc = new CRC32();
    crc.update(frame, 0, CHECKED);
    put(frame, CHECKED, (int) crc.getValue());
    frame[10] = (byte) stream;
    return frame;
  }

  private static void put(byte[] into, int at, int value) {
    for (int i = 0; i < WORD; i++) {
      into[at + i] = (byte) (value >>> (8 * i));
    }
  }

  @Override
  public Reading read() {
    return this::read;
  }

  private void read(Bytes bytes, Listener listener) throws ProtocolException {
    while (bytes.length() > 0) {
      int words = words(bytes);
      if (bytes.length() < HEADER) {
        return;
      }
      check(bytes);
      int length = length(bytes);
      int start = words * WORD;
      if (bytes.length() < start + length) {
        return;
      }
      if (bytes.length() > start + length) {
        checkNext(bytes, start + length);
      }
      int flags = bytes.at(1);
      int stream = bytes.at(10);
      int context = words > WORDS ? (int) bytes.littleEndian(HEADER) : 0;
      bytes.skip(start);
      take(flags, stream, words > WORDS ? context : -1, bytes.take(length), listener);
    }
  }

  /** Seen at the first byte, so that nobody waits for the rest of what is no frame. */
  private static int words(Bytes bytes) throws ProtocolException {
    if (!isFirst(bytes.at(0))) {
      throw garbage(bytes);
    }
    return bytes.at(0) & 0x0F;
  }

  private static boolean isFirst(int first) {
    int words = first & 0x0F;
    return first >>> 4 == VERSION && words >= WORDS && words <= MOST_WORDS;
  }

  /** What was printed into the midst of a frame shows behind it, if it is there already. */
  private static void checkNext(Bytes bytes, int at) throws ProtocolException {
    if (!isFirst(bytes.at(at))) {
      throw new ProtocolException(
          "something else is inside of a frame of goridge v3, or behind it: " + bytes.shown());
    }
  }

  private static void check(Bytes bytes) throws ProtocolException {
    if (bytes.crc(CHECKED).getValue() != bytes.littleEndian(CHECKED)) {
      throw garbage(bytes);
    }
  }

  private static ProtocolException garbage(Bytes bytes) {
    return new ProtocolException("expected a frame of goridge v3, got " + bytes.shown());
  }

  private int length(Bytes bytes) throws ProtocolException {
    long length = bytes.littleEndian(2);
    if (length > limit) {
      throw new ProtocolException(
          String.format("a frame of %,d bytes; this pool takes %,d at most", length, limit));
    }
    return (int) length;
  }

  private static void take(int flags, int stream, int context, byte[] payload, Listener listener)
      throws ProtocolException {
    if ((flags & ERROR) != 0) {
      listener.take(new Word.Failure(new String(payload, StandardCharsets.UTF_8)));
    } else if ((flags & CONTROL) != 0) {
      listener.take(Control.read(payload));
    } else if ((stream & PONG) == 0 && (stream & PING) != 0 && payload.length == 0 && context < 0) {
      listener.take(new Word.Ping(pong()));
    } else if (context < 0 || context > payload.length) {
      throw new ProtocolException("a frame that is no answer: flags " + flags);
    } else {
      if ((stream & PING) != 0) {
        listener.take(new Word.Ping(pong()));
      }
      listener.take(new Word.Answer(split(payload, context), (stream & STREAM) == 0));
    }
  }

  private static byte[] pong() {
    return frame(WORDS, 0, 0, PONG);
  }

  private static Payload split(byte[] payload, int context) {
    if (context == 0) {
      return Payload.of(payload);
    }
    byte[] body = new byte[payload.length - context];
    System.arraycopy(payload, context, body, 0, body.length);
    return new Payload(Arrays.copyOf(payload, context), body);
  }
}
