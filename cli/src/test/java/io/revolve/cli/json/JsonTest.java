package io.revolve.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-0.5",
        "12345678901234567890123",
        "1E+400",
        "\"\\u0000 \\\" \\\\ \\n\"",
        "\"\u4e2d\ud83d\ude00\"",
        "[]",
        "{}",
        "[1,[2,{\"a\":null}],\"x\"]"
      })
  void whatIsReadIsWrittenAgain(String json) {
    assertEquals(json, JsonText.of(JsonReader.read(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":}",
        "{a:1}",
        "'a'",
        "01",
        "1.",
        "+1",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "nul",
        "1 2",
        "\"a\nb\"",
        "[1",
        "-",
        "\u0661"
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String text) {
    String message = assertThrows(JsonException.class, () -> JsonReader.read(text)).getMessage();
    assertTrue(message.startsWith("at "), message);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000);
    assertThrows(JsonException.class, () -> JsonReader.read(deep));
  }

  @Test
  void whatJsonCannotSayBecomesNullOrAnEscape() {
    assertEquals("[null,null]", JsonText.of(Arrays.asList(Double.NaN, null)));
    assertEquals("\"\\ud800\"", JsonText.of("\ud800"));
    assertEquals("\"\\u001b\"", JsonText.of("\u001b"));
  }

  @Test
  void objectsKeepTheirOrder() {
    assertEquals("{\"b\":1,\"a\":2}", JsonText.of(JsonText.object("b", 1, "a", 2)));
  }
}
