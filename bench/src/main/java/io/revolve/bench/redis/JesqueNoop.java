package io.revolve.bench.redis;

import java.util.Map;

/** Does nothing but take its payload. Public, since jesque makes it by reflection. */
public final class JesqueNoop implements Runnable {
  private final Map<String, Object> payload;

  /** A job with what it carries. */
  public JesqueNoop(Map<String, Object> payload) {
    this.payload = payload;
  }

  @Override
  public void run() {
    if (payload.isEmpty()) {
      throw new IllegalStateException("the payload is lost");
    }
  }
}
