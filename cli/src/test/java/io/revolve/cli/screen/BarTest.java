package io.revolve.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 20, 120})
  void isAsWideAsAskedForAtAnyFraction(int columns) {
    for (Style style : new Style[] {Style.PLAIN, new Style(false, true), new Style(true, true)}) {
      for (double fraction : new double[] {-1, 0, 0.001, 0.33, 0.5, 0.999, 1, 7, Double.NaN}) {
        assertEquals(columns, Columns.of(Bar.of(fraction, columns, style)));
      }
    }
  }

  @Test
  void isPlainAsciiWithoutColoursAndUnicode() {
    assertEquals("#####-----", Bar.of(0.5, 10, Style.PLAIN));
  }

  @Test
  void hasHalfSteps() {
    assertEquals("\u2501\u2501\u2578\u2500", Bar.of(0.63, 4, new Style(false, true)));
  }

  @Test
  void showsNoEscapesWithoutColours() {
    assertFalse(Bar.of(0.3, 30, new Style(false, true)).contains("\u001b"));
  }

  @Test
  void reachesAHundredOnlyAtTheEnd() {
    assertEquals(" 99%", Bar.percent(0.9999));
    assertEquals("100%", Bar.percent(1));
    assertEquals("  0%", Bar.percent(Double.NaN));
  }
}
