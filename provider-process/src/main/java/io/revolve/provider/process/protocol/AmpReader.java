package io.revolve.provider.process.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads AMP's frames, and joins those that come in pieces. Control frames may stand between the
 * pieces. Not thread safe.
 */
public final class AmpReader {
  private static final int ID = 4;

  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
  private boolean isInPieces;
  private int limit;

  /** Takes words in their order. */
  @FunctionalInterface
  public interface Listener {

    /** The next word. */
    void take(AmpWord word) throws ProtocolException;
  }

  /**
   * A reader.
   *
   * @param limit how many bytes of payload it takes at most, in one frame or in pieces
   */
  public AmpReader(int limit) {
    this.limit = limit;
  }

  /** Takes other sizes from now on. */
  public void limit(int bytes) {
    limit = bytes;
  }

  /**
   * Reads words, as far as they are complete.
   *
   * @throws ProtocolException if what came can be no word; nothing can be read after that
   */
  public void read(Bytes bytes, Listener listener) throws ProtocolException {
    while (bytes.length() > 0) {
      int opcode = bytes.at(0);
      if (opcode < AmpFrames.MORE || opcode > AmpFrames.PONG) {
        // Seen at the first byte, so that nobody waits for the rest of what is no frame.
        throw new ProtocolException("expected a frame of AMP, got " + bytes.shown());
      }
      int header = header(bytes);
      if (bytes.length() < header) {
        return;
      }
      int length = length(bytes, header);
      if (bytes.length() < header + length) {
        return;
      }
      bytes.skip(header);
      take((char) opcode, bytes, length, listener);
    }
  }

  private static int header(Bytes bytes) {
    if (bytes.length() < 2) {
      return 2;
    }
    int first = bytes.at(1);
    return first < AmpFrames.SHORT ? 2 : first == AmpFrames.SHORT ? 4 : 6;
  }

  private int length(Bytes bytes, int header) throws ProtocolException {
    long length =
        switch (header) {
          case 2 -> bytes.at(1);
          case 4 -> bytes.at(2) << 8 | bytes.at(3);
          default -> bytes.bigEndian(2);
        };
    if (length + pieces.size() > limit) {
      throw new ProtocolException(
          String.format(
              "a frame of %,d bytes; %,d are taken at most", length + pieces.size(), limit));
    }
    return (int) length;
  }

  private void take(char opcode, Bytes bytes, int length, Listener listener)
      throws ProtocolException {
    switch (opcode) {
      case AmpFrames.MORE -> {
        pieces.writeBytes(bytes.take(length));
        isInPieces = true;
      }
      case AmpFrames.LAST -> {
        if (isInPieces) {
          pieces.writeBytes(bytes.take(length));
          byte[] whole = pieces.toByteArray();
          pieces.reset();
          isInPieces = false;
          listener.take(message(Bytes.of(whole), whole.length));
        } else {
          listener.take(message(bytes, length));
        }
      }
      case AmpFrames.CLOSE -> listener.take(new AmpWord.Close(bytes.take(length)));
      case AmpFrames.PING -> listener.take(new AmpWord.Ping(bytes.take(length)));
      default -> listener.take(new AmpWord.Pong(bytes.take(length)));
    }
  }

  private static AmpWord message(Bytes bytes, int length) throws ProtocolException {
    if (length <= ID) {
      throw new ProtocolException(
          "a message of " + length + " bytes, which has no place for a number and a kind");
    }
    int id = (int) bytes.bigEndian(0);
    int code = bytes.at(ID);
    bytes.skip(ID + 1);
    int rest = length - ID - 1;
    return switch (code) {
      case AmpFrames.REQUEST -> request(id, bytes, rest);
      case AmpFrames.CANCEL -> {
        bytes.skip(rest);
        yield new AmpWord.Cancel(id);
      }
      case '3' -> new AmpWord.Result(id, AmpWord.Kind.LAST, bytes.take(rest));
      case '4' -> new AmpWord.Result(id, AmpWord.Kind.PART, bytes.take(rest));
      case '5' -> new AmpWord.Result(id, AmpWord.Kind.ERROR, bytes.take(rest));
      default -> throw new ProtocolException("a message of the unknown kind " + code);
    };
  }

  private static AmpWord request(int id, Bytes bytes, int rest) throws ProtocolException {
    int name = rest == 0 ? 0 : bytes.at(0);
    if (rest < 1 + name) {
      throw new ProtocolException("a call whose procedure's name is longer than the call");
    }
    bytes.skip(1);
    String procedure = new String(bytes.take(name), StandardCharsets.UTF_8);
    return new AmpWord.Request(id, procedure, bytes.take(rest - 1 - name));
  }
}
