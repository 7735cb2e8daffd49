package io.revolve.core.worker;

import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.util.function.BiConsumer;

/** An attempt as a run link sees it. */
final class AttemptRun implements Run {

  private final Attempt attempt;

  AttemptRun(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public String id() {
    return attempt.id();
  }

  @Override
  public String name() {
    return attempt.name();
  }

  @Override
  public int attempt() {
    return attempt.attempt();
  }

  @Override
  public Body payload() {
    return attempt.payload();
  }

  @Override
  public void emit(String event, Body body) {
    Attempt.checkName(event);
    attempt.emit(event, body);
  }

  @Override
  public void progress(long done, long total) {
    attempt.progress(done, total);
  }

  @Override
  public void onTell(BiConsumer<String, Body> listener) {
    attempt.hear((WireMessage message) -> listener.accept(message.event(), message.content()));
  }

  @Override
  public void onCancel(Runnable listener) {
    attempt.interruption().onRequest(listener);
  }

  @Override
  public boolean isCancelled() {
    return attempt.isCancelled();
  }
}
