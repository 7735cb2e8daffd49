package io.revolve.provider.process.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of JSON, and what is none. */
class JsonTest {

  private static Json.Members members(String json) {
    return Json.of(json).members();
  }

  @Test
  void membersAreThoseOfTheTopLevel() {
    Json.Members members =
        members(
            " { \"a\" : { \"id\" : \"no\", \"x\" : [ { \"id\" : \"no\" } ] },\n\t\"id\" : \"yes\" ,"
                + " \"text\\u0020\\\"1\" : \"]}\\\\\", \"empty\" : { }, \"list\" : [ ] } ");
    assertEquals(Set.of("a", "id", "text \"1", "empty", "list"), members.all().keySet());
    assertEquals("yes", members.get("id").text());
    assertEquals("no", members.get("a").members().get("id").text());
    assertEquals("]}\\", members.get("text \"1").text());
    assertEquals(Set.of(), members.get("empty").members().all().keySet());
    assertEquals(List.of(), members.get("list").list());
    assertNull(members.get("missing").text());
    assertNull(members.get("missing").number());
    assertEquals(List.of(), members.get("missing").list());
  }

  @Test
  void escapesAreRead() {
    String json = "{\"a\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\u00e9\\uD83D\\uDE00\\ud800\"}";
    assertEquals("\b\f\n\r\t/\\\"é\uD83D\uDE00\uD800", members(json).get("a").text());
  }

  @Test
  void wrongEscapesStandForThemselves() {
    String json = "{\"a\":\"\\x\\u12\\u12g4\\u\\u٣٣٣٣\"}";
    assertEquals("xu12u12g4uu٣٣٣٣", members(json).get("a").text());
  }

  @Test
  void numbersAreWholeAndNotNegative() {
    Json.Members members =
        members(
            "{\"a\":17,\"b\":2.5,\"c\":-1,\"d\":1e3,\"e\":\"5\",\"f\":999999999999999999,"
                + "\"g\":1000000000000000000,\"h\":1.2.3,\"i\":true}");
    assertEquals(17L, members.get("a").number());
    assertEquals(2L, members.get("b").number());
    for (String none : List.of("c", "d", "e", "g", "h", "i")) {
      assertNull(members.get(none).number(), none);
    }
    assertEquals(999_999_999_999_999_999L, members.get("f").number());
    assertTrue(members.get("i").isTrue());
    assertFalse(members.get("a").isTrue());
  }

  @Test
  void ofTwoMembersOfOneNameTheLastCounts() {
    assertEquals("y", members("{\"a\":\"x\",\"a\":\"y\"}").get("a").text());
  }

  @Test
  void depthIsNoMatter() {
    int depth = 500_000;
    String deep = "[{\"a\":".repeat(depth) + "1" + "}]".repeat(depth);
    Json.Members members = members("{\"deep\":" + deep + ",\"id\":\"x\"}");
    assertEquals("x", members.get("id").text());
    assertEquals(1, members.get("deep").list().size());
    assertEquals(Set.of(), members("{\"deep\":" + "[".repeat(depth)).all().keySet());
    assertEquals(Set.of(), members("{\"a\":".repeat(depth)).all().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"x\"",
        "{\"a\":\"x\",",
        "{\"a\":\"x\",\"b",
        "{\"a\":\"x\",\"b\"",
        "{\"a\":\"x\",\"b\":",
        "{\"a\":\"x\",\"b\":\"y",
        "{\"a\":\"x\",\"b\":\"y\\",
        "{\"a\":\"x\",\"b\":\"y\\\"",
        "{\"a\":\"x\",\"b\":[1,{\"c\":\"]\"}",
        "{\"a\":\"x\",\"b\":[\"y]}",
        "{\"a\":\"x\",b:\"y\"}",
        "{\"a\":\"x\" \"b\":\"y\"}",
        "{\"a\":\"x\",:,\"b\":\"y\"}",
        "{\"a\":\"x\"}{\"b\":\"y\"}"
      })
  void whatStandsBeforeAFaultCounts(String json) {
    assertEquals(Set.of("a"), members(json).all().keySet());
    assertEquals("x", members(json).get("a").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "[1]", "\"{}\"", "\"", "{", "{:", "}", "{}", "\\", "null"})
  void whatIsNoObjectHasNoMembers(String json) {
    assertEquals(Set.of(), members(json).all().keySet());
    assertNull(Json.of("").text());
  }
}
