package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.PayloadException;
import io.revolve.api.ResultExpiredException;
import io.revolve.api.RevolveException;
import io.revolve.api.TaskFailedException;
import io.revolve.core.wire.WireMessage;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A terminal message as a result or an exception. */
final class Ending {

  private Ending() {}

  static <T> @Nullable T result(TaskHandle task, WireMessage terminal, Class<T> type) {
    return switch (terminal.event()) {
      case Events.COMPLETED -> terminal.as(type);
      case Events.CANCELLED ->
          throw new CancellationException(
              "task " + task.name() + " (" + task.id() + ") was cancelled");
      default -> throw failed(task, terminal);
    };
  }

  private static RevolveException failed(TaskHandle task, WireMessage terminal) {
    Failure failure;
    try {
      failure = terminal.as(Failure.class);
    } catch (PayloadException e) {
      failure = null;
    }
    if (failure == null) {
      failure = new Failure("unknown", terminal.toString(), List.of(), terminal.attempt());
    }
    if (failure.type().equals(ResultExpiredException.class.getName())) {
      return new ResultExpiredException(failure.message());
    }
    return new TaskFailedException(task.id(), task.name(), failure);
  }
}
