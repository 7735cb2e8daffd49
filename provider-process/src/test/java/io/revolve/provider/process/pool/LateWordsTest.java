package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Context;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.spi.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said about a call while its answer is under way reaches the process when it works on the
 * next one, which was written ahead, and must not be taken for that one's.
 */
@Timeout(60)
@Tag("once")
class LateWordsTest {
  private static final int ROUNDS = 5000;
  private static final Payload CALL = new Payload(Context.of("1", "heard"), new byte[0]);
  private static final Payload WORD =
      new Payload(
          Context.ofTold("word", new Body(Body.JSON, new byte[0])),
          "1".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource({"php, tasks.php", "python3, tasks.py", "node, tasks.js"})
  void wordsForACallThatIsOverAreNotForTheNext(String program, String script) throws Exception {
    List<String> command = List.of(program, "src/test/resources/" + script);
    Random random = new Random(7);
    int heard = 0;
    try (Pool pool = Pool.open(PoolSettings.of(command, new Goridge(1 << 20), 1))) {
      for (int i = 0; i < 500; i++) {
        pool.call(CALL);
      }
      for (int i = 0; i < ROUNDS; i++) {
        Call first = pool.submit(CALL, null);
        Call second = pool.submit(CALL, null);
        for (int spin = random.nextInt(3000); spin > 0; spin--) {
          Thread.onSpinWait();
        }
        first.tell(WORD);
        first.cancel();
        heard += isUntouched(first) ? 0 : 1;
        assertTrue(isUntouched(second), "round " + i);
      }
    }
    assertTrue(heard > 0, "no word came in time");
    assertTrue(heard < ROUNDS, "no word came late");
  }

  /** False if the call has heard something, or was not even begun. */
  private static boolean isUntouched(Call call) throws Exception {
    try {
      String text = call.answer().get(20, TimeUnit.SECONDS).text().replace(" ", "");
      return text.contains("\"told\":[]") && text.contains("\"cancelled\":false");
    } catch (ExecutionException e) {
      return false;
    }
  }
}
