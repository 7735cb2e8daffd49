package io.revolve.core.worker;

import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Command;
import io.revolve.spi.Run;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An attempt as a run link sees it. */
final class AttemptRun implements Run {

  private final Attempt attempt;
  private final @Nullable Code code;
  private final @Nullable Command command;

  AttemptRun(Attempt attempt, @Nullable Code code, @Nullable Command command) {
    this.attempt = attempt;
    this.code = code;
    this.command = command;
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
  public Map<String, String> headers() {
    return attempt.headers();
  }

  @Override
  public @Nullable Body code() {
    return code == null ? null : code.reference();
  }

  @Override
  public @Nullable Command command() {
    return command;
  }

  @Override
  public void emitTo(Body messenger, String event, Body body) {
    Attempt.checkName(event);
    if (code == null) {
      throw new IllegalStateException("only callbacks of Java write to messengers");
    }
    attempt.emitTo(code.messengers().apply(messenger), event, body);
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
