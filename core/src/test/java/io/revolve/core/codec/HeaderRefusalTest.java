package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a header is said in a sentence that names the field. */
class HeaderRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "queue":7                    | no text in "queue"
          "queue":{}                   | no text in "queue"
          "reply":["client-7"]         | no text in "reply"
          "type":"xml"                 | type is neither json nor bytes nor plain
          "type":1                     | no text in "type"
          "at":"yesterday"             | no instant in "at"
          "at":"+1000000000-01-01T00:00:00Z" | no instant in "at"
          "at":1.5                     | no whole number in "at"
          "at":9223372036854775808     | no whole number of 64 bits in "at"
          "at":[]                      | no whole number in "at"
          "failures":"1"               | no whole number in "failures"
          "returns":1.5                | no whole number in "returns"
          "settled":2147483648         | no whole number of 32 bits in "settled"
          "base":-2147483649           | no whole number of 32 bits in "base"
          "unbegun":1e400              | no whole number in "unbegun"
          "attempts":true              | no whole number in "attempts"
          "attempts":1e10              | no whole number of 32 bits in "attempts"
          "timeout":-1                 | no time from 0 to 3155760000000 ms in "timeout"
          "keep":3155760000001         | no time from 0 to 3155760000000 ms in "keep"
          "keep":"1h"                  | no whole number in "keep"
          "backoff":1000               | no object in "backoff"
          "backoff":{"initial":-1}     | no time from 0 to 3155760000000 ms in "initial"
          "backoff":{"max":{}}         | no whole number in "max"
          "backoff":{"factor":"2"}     | no number in "factor"
          "backoff":{"factor":-1}      | no number from 0 to 1.7976931348623157E308 in "factor"
          "backoff":{"factor":1e999}   | no number from 0 to 1.7976931348623157E308 in "factor"
          "backoff":{"jitter":1.01}    | no number from 0 to 1.0 in "jitter"
          "backoff":{"max":1,"max":2}  | "max" twice
          "headers":[]                 | no object in "headers"
          "headers":{"a":1}            | no text in "a"
          "headers":{"a":"1","a":"2"}  | "a" twice
          "headers":{"a":null,"a":null}| "a" twice
          "headers":{"a":"1","a":null} | "a" twice
          "id":"43"                    | "id" twice
          "kind":"job"                 | "kind" twice
          "v":1                        | "v" twice
          "x":1,"x":1                  | "x" twice
          "x":null,"x":null            | "x" twice
          "x":{"a":[{"b":1,"b":2}]}    | "b" twice
          "x":1e99999999999            | a number that is too large
          "x":NaN                      | no JSON
          "x":01                       | no JSON
          "x":'1'                      | no JSON
          "x":[}                       | no JSON
          "x"                          | no JSON
          x:1                          | no JSON
          """)
  void aJob(String fields, String reason) {
    refused(reason, () -> Headers.readJob("," + fields));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "seq":"1"                    | no whole number in "seq"
          "after":9223372036854775808  | no whole number of 64 bits in "after"
          "attempt":2147483648         | no whole number of 32 bits in "attempt"
          "at":"now"                   | no instant in "at"
          "started":{}                 | no whole number in "started"
          "from":1                     | no text in "from"
          "type":"text"                | type is neither json nor bytes nor plain
          "event":"completed"          | "event" twice
          "x":[{]                      | no JSON
          """)
  void aMessage(String fields, String reason) {
    refused(reason, () -> Headers.readMessage("," + fields));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"v":1,"kind":"job","id":null,"name":"add"}           | no text in "id"
          {"v":1,"kind":"job","id":42,"name":"add"}             | no text in "id"
          {"v":1,"kind":"job","id":"42","name":""}              | no text in "name"
          {"v":1,"kind":"job","id":"42"}                        | no text in "name"
          {"v":1,"kind":"message","task":"42","event":"output"} | expected a job, got "message"
          {"v":1,"kind":["job"],"id":"42","name":"add"}         | no text in "kind"
          {"v":1,"kind":"","id":"42","name":"add"}              | expected a job, got ""
          {"v":2,"kind":"job","id":42}                          | of version 2, this program reads version 1
          {"v":null,"kind":"job","id":"42","name":"add"}        | of version 0
          {"v":"1","kind":"job","id":"42","name":"add"}         | no whole number in "v"
          {"kind":"job","id":"42","name":"add"}                 | of version 0
          {"v":1,"kind":"job","id":"42","name":"add"}x          | no JSON
          {"v":1,"kind":"job","id":"42","name":"add"}{}         | goes on behind its end
          {"v":1,"kind":"job","id":"42","name":"add"}]          | no JSON
          {"v":1,"kind":"job","id":"42","name":"add"            | no JSON
          {                                                     | no JSON
          []                                                    | no JSON object
          ``                                                    | no JSON object
          null                                                  | no JSON object
          """)
  void aHeader(String header, String reason) {
    refused(reason, () -> Headers.parseJob(header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void nestedWithoutEnd(String open) {
    refused("no JSON", () -> Headers.readJob(",\"x\":" + open.repeat(100_000)));
    refused("no JSON", () -> Headers.readMessage(",\"x\":" + open.repeat(100_000)));
  }

  @Test
  void aReasonIsShort() {
    String name = "x".repeat(10_000);
    refused("twice", () -> Headers.readJob((",\"" + name + "\":1").repeat(2)));
    refused(
        "expected a job",
        () -> Headers.parseJob("{\"v\":1,\"kind\":\"" + name + "\",\"id\":\"\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "7b22ff223a317d", "0000fe7b", "0000007b000000ff", "efbbbf"})
  void bytesThatAreNoText(String hex) {
    Parcel parcel = Parcel.of(HexFormat.of().parseHex(hex), new byte[0]);
    refused("the header is no JSON", () -> Headers.FORMAT.job(parcel));
    refused("the header is no JSON", () -> Headers.FORMAT.message(parcel));
  }

  @Test
  void bytesWithoutALineFeedHaveNoHeader() {
    Parcel parcel = Parcel.ofBytes("hello".getBytes(StandardCharsets.UTF_8));
    assertEquals(0, parcel.header().length);
    refused("the header is no JSON object", () -> Headers.FORMAT.job(parcel));
  }

  private static void refused(String reason, Runnable reading) {
    UndecodableException e = assertThrows(UndecodableException.class, reading::run);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().length() < 500, e.getMessage());
  }
}
