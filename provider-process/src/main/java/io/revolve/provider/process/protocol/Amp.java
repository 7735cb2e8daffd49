package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The frames of AMP 0.2, for its workers. A call has a number, the name of a procedure, which is
 * the context here, and a workload. Its answer bears the same number, and may come in pieces. A
 * worker says nothing before it is called, hears nothing while it works, and ends with its input.
 */
public final class Amp implements Protocol {
  private static final byte[] NOTHING = new byte[0];

  /** What stands before the name and the workload. */
  private static final int ABOUT = 6;

  private final int limit;

  /** Of all processes together, so that no answer can be taken for one to an earlier process. */
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Frames of at most so many bytes of payload, in both directions.
   *
   * @param limit at least 261
   */
  public Amp(int limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "amp";
  }

  @Override
  public int limit() {
    return limit - ABOUT;
  }

  @Override
  public boolean hasHello() {
    return false;
  }

  @Override
  public boolean isNamed() {
    return true;
  }

  @Override
  public byte[] hello(long pid) {
    return NOTHING;
  }

  @Override
  public byte[] stop() {
    return NOTHING;
  }

  @Override
  public byte[] cancel(int call) {
    return NOTHING;
  }

  @Override
  public byte[] tell(Payload payload, int call) {
    return NOTHING;
  }

  /**
   * A call.
   *
   * @throws IllegalArgumentException if the name is longer than AMP can say
   */
  @Override
  public byte[] call(Payload payload) {
    return AmpFrames.request(calls.incrementAndGet(), payload.context(), payload.body());
  }

  @Override
  public long number(byte[] call) {
    int first = call[1] & 0xFF;
    int header = first < AmpFrames.SHORT ? 2 : first == AmpFrames.SHORT ? 4 : 6;
    return (call[header] & 0xFFL) << 24
        | (call[header + 1] & 0xFF) << 16
        | (call[header + 2] & 0xFF) << 8
        | (call[header + 3] & 0xFF);
  }

  @Override
  public Reading read() {
    AmpReader reader = new AmpReader(limit);
    return (bytes, listener) -> reader.read(bytes, word -> take(word, listener));
  }

  private static void take(AmpWord word, Listener listener) throws ProtocolException {
    if (word instanceof AmpWord.Result result) {
      listener.take(new Word.Numbered(result.id() & 0xFFFFFFFFL, answer(result)));
    } else if (word instanceof AmpWord.Ping ping) {
      listener.take(new Word.Ping(AmpFrames.pong(ping.data())));
    } else if (word instanceof AmpWord.Close) {
      listener.take(new Word.Leaving());
    } else if (!(word instanceof AmpWord.Pong)) {
      throw new ProtocolException("a worker that calls its pool, or cancels a call");
    }
  }

  private static Word answer(AmpWord.Result result) {
    return switch (result.kind()) {
      case LAST -> new Word.Answer(Payload.of(result.data()), true);
      case PART -> new Word.Answer(Payload.of(result.data()), false);
      case ERROR -> new Word.Failure(new String(result.data(), StandardCharsets.UTF_8));
    };
  }
}
