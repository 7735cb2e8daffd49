package io.revolve.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing has its default, and programs in other languages may write in their own ways. */
class HeaderReadingTest {

  @Test
  void whatIsMissingHasItsDefault() {
    JobHeader job = Headers.readJob("");
    assertEquals("default", job.queue());
    assertEquals("json", job.type());
    assertEquals("", job.reply());
    assertEquals(Instant.EPOCH, job.at());
    assertEquals(new JobHeader.History(0, 0, 0, 0, 0), job.history());
    assertSame(TaskOptions.DEFAULT, job.options());
    assertTrue(job.extra().isEmpty());
    assertEquals(
        new MessageHeader("42", "output", 0, 0, 0, 0, "json", "", 0), Headers.readMessage(""));
  }

  @Test
  void defaultsMayBeWritten() {
    assertEquals(
        Headers.readJob(""),
        Headers.readJob(
            ",\"queue\":\"default\",\"type\":\"json\",\"reply\":\"\",\"at\":0,\"failures\":0,"
                + "\"returns\":0,\"settled\":0,\"base\":0,\"unbegun\":0,\"attempts\":1,"
                + "\"timeout\":0,\"backoff\":{\"initial\":1000,\"factor\":2.0,\"max\":600000,"
                + "\"jitter\":0.5},\"keep\":3600000,\"headers\":{}"));
    assertEquals(
        Headers.readMessage(""),
        Headers.readMessage(
            ",\"seq\":0,\"after\":0,\"attempt\":0,\"at\":0,\"type\":\"json\",\"from\":\"\""));
  }

  @Test
  void nullIsTheDefault() {
    assertEquals(
        Headers.readJob(""),
        Headers.readJob(
            ",\"queue\":null,\"type\":null,\"reply\":null,\"at\":null,\"failures\":null,"
                + "\"returns\":null,\"settled\":null,\"base\":null,\"unbegun\":null,"
                + "\"attempts\":null,\"timeout\":null,\"backoff\":null,\"keep\":null,"
                + "\"headers\":null"));
    assertEquals(
        Headers.readJob(""),
        Headers.readJob(
            ",\"backoff\":{\"initial\":null,\"factor\":null,\"max\":null,\"jitter\":null},"
                + "\"headers\":{\"a\":null}"));
    assertEquals(
        Headers.readMessage(""),
        Headers.readMessage(
            ",\"seq\":null,\"after\":null,\"attempt\":null,\"at\":null,\"type\":null,"
                + "\"from\":null,\"started\":null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1767323045678",
        "1767323045678.0",
        "1.767323045678e12",
        "\"2026-01-02T03:04:05.678Z\"",
        "\"2026-01-02T03:04:05.678999Z\"",
        "\"2026-01-02T04:04:05.678+01:00\""
      })
  void aTimeIsANumberOrAText(String at) {
    assertEquals(Headers.AT, Headers.readJob(",\"at\":" + at).at());
    assertEquals(Headers.AT.toEpochMilli(), Headers.readMessage(",\"at\":" + at).at());
    assertEquals(Headers.AT.toEpochMilli(), Headers.readMessage(",\"started\":" + at).started());
  }

  @Test
  void wholeNumbersMayHaveAPoint() {
    TaskOptions options =
        Headers.readJob(",\"attempts\":5.0,\"timeout\":6e4,\"backoff\":{\"factor\":3,\"jitter\":0}")
            .options();
    assertEquals(5, options.attempts());
    assertEquals(Duration.ofMinutes(1), options.timeout());
    assertEquals(3.0, options.backoff().factor());
    assertEquals(0.0, options.backoff().jitter());
  }

  @Test
  void theOrderHasNoMeaning() {
    assertEquals(
        Headers.readJob(",\"queue\":\"q\""),
        Headers.parseJob(
            " {\"queue\" : \"q\", \"name\":\"add\", \"id\":\"42\",\t\"kind\":\"job\",\"v\":1 } "));
  }

  @Test
  void unknownFieldsOfAJobAreKeptAsPlainValues() {
    String unknown =
        "\"x-list\":[1,{\"a\":null},[],{}],\"x-text\":\"t\",\"x-null\":null,\"x-yes\":true,"
            + "\"x-no\":false,\"x-long\":9007199254740993,"
            + "\"x-big\":123456789012345678901234567890,\"x-part\":0.25,\"x-huge\":1E+400,"
            + "\"event\":\"another kind's field\"";
    JobHeader job = Headers.readJob("," + unknown);
    assertEquals(
        List.of(
            "x-list", "x-text", "x-null", "x-yes", "x-no", "x-long", "x-big", "x-part", "x-huge",
            "event"),
        List.copyOf(job.extra().keySet()));
    List<?> list = (List<?>) job.extra().get("x-list");
    assertEquals(1, list.get(0));
    assertTrue(((Map<?, ?>) list.get(1)).containsKey("a"));
    assertEquals("t", job.extra().get("x-text"));
    assertNull(job.extra().get("x-null"));
    assertEquals(9007199254740993L, job.extra().get("x-long"));
    assertEquals(new BigInteger("123456789012345678901234567890"), job.extra().get("x-big"));
    assertEquals(0.25, job.extra().get("x-part"));
    assertEquals(new BigDecimal("1E+400"), job.extra().get("x-huge"));
    assertTrue(Headers.write(job).endsWith(unknown + "}"), Headers.write(job));
  }

  @Test
  void unknownFieldsOfAMessageArePassedOver() {
    assertEquals(
        Headers.readMessage(""),
        Headers.readMessage(",\"x\":{\"v\":2,\"kind\":[\"job\"]},\"queue\":7,\"x\":1"));
  }

  @Test
  void theUsersHeadersKeepTheirOrder() {
    String headers = "\"headers\":{\"id\":\"1\",\"b\":\"2\",\"a\":\"3\",\"v\":\"4\"}";
    assertTrue(Headers.write(Headers.readJob("," + headers)).endsWith(headers + "}"));
  }
}
