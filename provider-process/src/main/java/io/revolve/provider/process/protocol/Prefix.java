package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The frames that workers of RoadRunner spoke before its version 2: flags, and the length of what
 * follows, the lowest byte first; with 17 bytes the length stands there once more, the highest byte
 * first, so that something else is told from a frame. With 9 bytes it is not, unless it shows in
 * the flags: what a worker prints may be taken for a part of an answer. A call is a frame with the
 * context and one with the body, and so is an answer. Nothing can be said to a process that works.
 */
public final class Prefix implements Protocol {
  private static final int CHECKED = 17;
  private static final int UNCHECKED = 9;
  private static final int LENGTH = 8;

  private static final int NONE = 0x02;
  private static final int RAW = 0x04;
  private static final int ERROR = 0x08;
  private static final int CONTROL = 0x10;
  private static final int ALL = NONE | RAW | ERROR | CONTROL;
  private static final byte[] NOTHING = new byte[0];

  private final int head;
  private final int limit;

  private Prefix(int head, int limit) {
    this.head = head;
    this.limit = limit;
  }

  /**
   * With heads of 17 bytes (RoadRunner from June 2018 to version 1).
   *
   * @param limit how many bytes of context and body a call or an answer may have, at least 1
   */
  public static Prefix of17(int limit) {
    return new Prefix(CHECKED, limit);
  }

  /**
   * With heads of 9 bytes (RoadRunner before June 2018).
   *
   * @param limit as there
   */
  public static Prefix of9(int limit) {
    return new Prefix(UNCHECKED, limit);
  }

  @Override
  public String name() {
    return "prefix-" + head;
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

  private byte[] control(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[head + text.length];
    put(frame, 0, CONTROL, text);
    return frame;
  }

  @Override
  public byte[] call(Payload payload) {
    byte[] context = payload.context();
    byte[] body = payload.body();
    byte[] frames = new byte[Math.addExact(2 * head, Math.addExact(context.length, body.length))];
    put(frames, 0, CONTROL | RAW, context);
    put(frames, head + context.length, 0, body);
    return frames;
  }

  private void put(byte[] into, int at, int flags, byte[] content) {
    into[at] = (byte) flags;
    for (int i = 0; i < Integer.BYTES; i++) {
      byte part = (byte) (content.length >>> (8 * i));
      into[at + 1 + i] = part;
      if (head == CHECKED) {
        into[at + CHECKED - 1 - i] = part;
      }
    }
    System.arraycopy(content, 0, into, at + head, content.length);
  }

  /** There is no such thing: nothing is said to a process that does not listen. */
  @Override
  public byte[] tell(Payload payload, int call) {
    return NOTHING;
  }

  @Override
  public byte[] cancel(int call) {
    return NOTHING;
  }

  @Override
  public Reading read() {
    return new Answers();
  }

  /** What one process says. */
  private final class Answers implements Reading {

    /** The context of an answer whose body has not come yet. */
    private byte @Nullable [] context;

    @Override
    public void read(Bytes bytes, Listener listener) throws ProtocolException {
      while (bytes.length() > 0) {
        int flags = flags(bytes, 0);
        if (bytes.length() < head) {
          return;
        }
        int length = length(bytes);
        if (bytes.length() < head + length) {
          return;
        }
        if (bytes.length() > head + length) {
          int unused =
              flags(bytes, head + length); // What was printed into a frame shows behind it.
        }
        bytes.skip(head);
        take(flags, bytes.take(length), listener);
      }
    }

    /** Seen at the first byte, so that nobody waits for the rest of what is no frame. */
    private int flags(Bytes bytes, int at) throws ProtocolException {
      int flags = bytes.at(at);
      if (flags == 0 || (flags & ~ALL) != 0) {
        throw garbage(bytes);
      }
      return flags;
    }

    private int length(Bytes bytes) throws ProtocolException {
      long length = 0;
      long again = 0;
      for (int i = 0; i < LENGTH; i++) {
        length |= (long) bytes.at(1 + i) << (8 * i);
        again |= head == CHECKED ? (long) bytes.at(CHECKED - 1 - i) << (8 * i) : 0;
      }
      if (head == CHECKED && length != again) {
        throw garbage(bytes);
      }
      int sofar = context == null ? 0 : context.length;
      if (length < 0 || length > limit - sofar) {
        throw new ProtocolException(
            String.format(
                "an answer of %s bytes; this pool takes %,d at most",
                Long.toUnsignedString(length), limit));
      }
      return (int) length;
    }

    private ProtocolException garbage(Bytes bytes) {
      return new ProtocolException("expected a frame of " + name() + ", got " + bytes.shown());
    }

    private void take(int flags, byte[] content, Listener listener) throws ProtocolException {
      byte[] before = context;
      if (before != null && (flags & (CONTROL | ERROR)) == 0) {
        context = null;
        listener.take(new Word.Answer(new Payload(before, content), true));
      } else if (before == null && (flags & ERROR) != 0) {
        listener.take(new Word.Failure(new String(content, StandardCharsets.UTF_8)));
      } else if (before == null && (flags & CONTROL) != 0 && (flags & (RAW | NONE)) != 0) {
        context = content;
      } else if (before == null && flags == CONTROL) {
        Word word = Control.read(content);
        listener.take(word instanceof Word.Hello hello ? new Word.Hello(hello.pid(), false) : word);
      } else {
        throw new ProtocolException("a frame that is no answer: flags " + flags);
      }
    }
  }
}
