package io.revolve.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void escapesTakeNoColumns() {
    assertEquals(3, Columns.of("\u001b[31mred\u001b[0m"));
  }

  @Test
  void wideCharactersTakeTwoAndMarksNone() {
    assertEquals(4, Columns.of("\u4e2d\u6587"));
    assertEquals(1, Columns.of("e\u0301"));
  }

  @Test
  void clippingNeverCutsAWideCharacterAndEndsColours() {
    assertEquals("\u4e2d", Columns.clip("\u4e2d\u6587", 3));
    assertEquals("\u001b[31mre\u001b[0m", Columns.clip("\u001b[31mred\u001b[0m", 2));
  }

  @Test
  void fitsExactly() {
    assertEquals("ab  ", Columns.fit("ab", 4));
    assertEquals("ab", Columns.fit("abc", 2));
    assertEquals("  ab", Columns.fitRight("ab", 4));
  }

  @Test
  void keepsTheTail() {
    assertEquals("~f.txt", Columns.tail("folder/f.txt", 6, "~"));
    assertEquals("f.txt", Columns.tail("f.txt", 6, "~"));
  }

  @Test
  void whatOthersWroteCannotSteerTheTerminal() {
    String clean = Columns.clean("a\u001b[2Jb\nc\u0007\u009b");
    assertEquals("a?[2Jb c??", clean);
    assertFalse(clean.contains("\u001b"));
  }
}
