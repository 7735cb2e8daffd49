package io.revolve.testkit.socket;

import io.revolve.testkit.Fixture;
import java.util.Map;

/** An engine in this JVM, for clients and workers in any. */
public final class SocketFixture implements Fixture {

  private final Engine engine = new Engine();

  @Override
  public Map<String, Object> jobs(String namespace) {
    return Map.of(
        "provider", "socket", "socket", Map.of("port", engine.port(), "namespace", namespace));
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  @Override
  public void restartEngine() {
    engine.restart();
  }

  @Override
  public void close() {
    engine.close();
  }
}
