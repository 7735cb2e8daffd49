package io.revolve.provider.process.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Progress;
import io.revolve.spi.Body;
import io.revolve.spi.Command;
import io.revolve.spi.Run;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside a body, whatever it is. */
class ContextTest {
  private static final String LONG = "a\"b\\c]}\n\t\u0001 é \uD83D\uDE00 ".repeat(6000);

  private static Context context(String json) {
    return new Context(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /** A task as a worker gets it. */
  private record Known(String id, String name, Map<String, String> headers, @Nullable Body code)
      implements Run {
    @Override
    public int attempt() {
      return 7;
    }

    @Override
    public Body payload() {
      return new Body(Body.JSON, new byte[0]);
    }

    @Override
    public @Nullable Command command() {
      return null;
    }

    @Override
    public void emit(String event, Body body) {}

    @Override
    public void emitTo(Body messenger, String event, Body body) {}

    @Override
    public void progress(long done, long total) {}

    @Override
    public void onTell(BiConsumer<String, Body> listener) {}

    @Override
    public void onCancel(Runnable listener) {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  @Test
  void whatIsSaidOfATaskIsRead() {
    Map<String, String> headers =
        Map.of("a", "x]}", "b", "y", LONG, LONG, "id", "other", "headers", "{\"c\":[\"d\"]}");
    Body code = new Body(Body.JSON, "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    Context context = new Context(Context.of(new Known(LONG, "job \"1\"", headers, code)));
    assertEquals(LONG, context.id());
    assertEquals("job \"1\"", context.job());
    assertEquals(7, context.attempt());
    assertEquals(headers, context.headers());
    assertEquals(Body.JSON, context.type());
    Body read = context.code();
    assertEquals("{\"id\":\"x\"}", read == null ? null : text(read));
    assertNull(context.event());
    assertNull(context.tell());
  }

  @Test
  void eventsAreRead() {
    Body body = new Body(Body.BYTES, new byte[0]);
    assertEquals(LONG, new Context(Context.ofEvent(LONG, body)).event());
    assertEquals(LONG, new Context(Context.ofTold(LONG, body)).tell());
    assertEquals(Body.BYTES, new Context(Context.ofResult(body)).type());
    Body messenger = new Body(Body.JSON, LONG.getBytes(StandardCharsets.UTF_8));
    Context both = new Context(Context.ofEvent(messenger, "e", body));
    assertEquals("e", both.event());
    Body read = both.messenger();
    assertEquals(LONG, read == null ? null : text(read));
    assertEquals(new Progress(3, 4), new Context(Context.ofProgress(3, 4)).progress());
  }

  @Test
  void otherLanguagesWriteBlanksAndMoreValues() {
    Context context =
        context(
            "{ \"id\": \"1\", \"attempt\": 2, \"progress\": [ 1 , 2 ],"
                + " \"headers\": {\"a\": [\"x\", \"y\"], \"b\": [], \"c\": \"z\", \"d\": [1]} }");
    assertEquals(2, context.attempt());
    assertEquals(new Progress(1, 2), context.progress());
    assertEquals(Map.of("a", "x"), context.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "{\"other\":{\"id\":[\"1\"],\"headers\":{\"a\":[\"b\"]},\"event\":\"e\",\"attempt\":5,\"progress\":[1,2]}",
        "{\"id\":1,\"attempt\":\"2\",\"headers\":[],\"event\":{\"event\":\"e\"},\"progress\":[1]}",
        "{\"x\":\"\\\"id\\\":\\\"1\\\"\",\"y\":[\"event\",\"e\"],\"type\":\"other\"}"
      })
  void whatIsNotSaidIsNotThere(String json) {
    Context context = context(json);
    assertEquals("", context.id());
    assertEquals("", context.job());
    assertEquals(1, context.attempt());
    assertEquals(Map.of(), context.headers());
    assertEquals(Body.PLAIN, context.type());
    assertNull(context.code());
    assertNull(context.event());
    assertNull(context.messenger());
    assertNull(context.tell());
    assertNull(context.progress());
  }

  @Test
  void nothingThatIsSaidIsAnError() {
    long seed = 5;
    Random random = new Random(seed);
    byte[] told = Context.of(new Known("1", "a", Map.of("h", "]}\\", "k", "v"), null));
    String said =
        "{\"event\":\"e\\u00e9\\\"\",\"progress\":[1,2],\"messenger\":\"{}\",\"code\":\"c\","
            + "\"tell\":\"t\",\"type\":\"json\",\"more\":[{\"a\":[true,null,-1.5e3]},\"\\\\\"]}";
    byte[] signs = "{}[]\",:\\u0019truefalsenull -.\u00e9\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 10_000; i++) {
      byte[] from = random.nextBoolean() ? told : said.getBytes(StandardCharsets.UTF_8);
      byte[] json = mutated(from, signs, random);
      try {
        readAll(new Context(json));
        readControl(json);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ", " + i + ": " + new String(json, StandardCharsets.UTF_8), e);
      }
    }
  }

  private static byte[] mutated(byte[] from, byte[] signs, Random random) {
    byte[] json = from.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(json.length);
      json[at] =
          random.nextInt(4) == 0 ? (byte) random.nextInt(256) : signs[random.nextInt(signs.length)];
    }
    int end = random.nextInt(3) == 0 ? random.nextInt(json.length) : json.length;
    return Arrays.copyOf(json, end);
  }

  private static void readAll(Context context) {
    assertTrue(context.id().length() < 1000);
    assertTrue(context.job().length() < 1000);
    assertTrue(context.attempt() >= 0);
    assertTrue(context.headers().size() < 100);
    assertTrue(context.type().length() < 10);
    Object[] unused = {
      context.code(), context.tell(), context.event(), context.messenger(), context.progress()
    };
  }

  private static void readControl(byte[] json) {
    try {
      Word unused = Control.read(json);
    } catch (ProtocolException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("expected {\"pid\":N}"), e::getMessage);
    }
  }

  @Test
  void controlMayBeLong() throws Exception {
    String blanks = " ".repeat(200_000);
    byte[] hello = ("{" + blanks + "\"pid\":5" + blanks + "}").getBytes(StandardCharsets.UTF_8);
    assertEquals(new Word.Hello(5, false), Control.read(hello));
    readControl(("{\"pid\":" + "7".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    readControl("{\"pid\":\"".repeat(100_000).getBytes(StandardCharsets.UTF_8));
  }
}
