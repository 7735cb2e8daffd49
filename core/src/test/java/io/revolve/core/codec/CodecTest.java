package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.PayloadException;
import io.revolve.spi.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {

  private final Codec codec = new Codec();

  record Resize(String file, int width) {}

  @Test
  void aRecordComesBack() {
    Resize resize = new Resize("cat.jpg", 320);
    assertEquals(resize, codec.decode(codec.encode(resize), Resize.class));
  }

  @Test
  void bytesStayBytesAndAreCopied() {
    byte[] bytes = {0, 10, -1};
    Body body = codec.encode(bytes);
    assertEquals(Body.BYTES, body.type());
    assertArrayEquals(bytes, codec.decode(body, byte[].class));
    assertNotSame(bytes, body.bytes());
  }

  @Test
  void nullIsNoBytes() {
    assertEquals(0, codec.encode(null).bytes().length);
    assertNull(codec.decode(codec.encode(null), Resize.class));
    assertNull(codec.decode(codec.encode(null), byte[].class));
  }

  @Test
  void unknownFieldsArePassedOver() {
    Body body = codec.encode(Map.of("file", "a", "width", 1, "height", 2));
    assertEquals(new Resize("a", 1), codec.decode(body, Resize.class));
  }

  @Test
  void theWrongTypeIsNamed() {
    PayloadException e =
        assertThrows(
            PayloadException.class, () -> codec.decode(codec.encode("text"), Integer.class));
    assertTrue(e.getMessage().contains("java.lang.Integer"), e.getMessage());
  }

  @Test
  void bytesAskedForAsAValueAreRefused() {
    assertThrows(
        PayloadException.class, () -> codec.decode(codec.encode(new byte[1]), Resize.class));
  }

  @Test
  void whatContainsItselfIsRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThrows(PayloadException.class, () -> codec.encode(list));
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    PayloadException e = assertThrows(PayloadException.class, () -> codec.encode(new Unreadable()));
    assertTrue(e.getMessage().contains("Unreadable"), e.getMessage());
  }

  static final class Unreadable {
    private final List<String> empty = List.of();

    public String getText() {
      return empty.get(0); // Throws.
    }
  }
}
