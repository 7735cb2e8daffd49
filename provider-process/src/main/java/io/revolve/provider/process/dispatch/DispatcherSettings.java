package io.revolve.provider.process.dispatch;

import io.revolve.api.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a dispatcher works. Each {@code with} gives a copy.
 *
 * @param atOnce how many processes run at once at most
 * @param limit what is shared with others, beside that; null for nothing. It is not closed along
 *     with the dispatcher
 * @param delivery on which thread it says what happens
 * @param patience how long a process that is to end has from being asked (SIGTERM) to being killed
 *     (SIGKILL); zero kills at once
 * @param grace how long output is waited for that another process may write which a command has
 *     left behind
 */
public record DispatcherSettings(
    int atOnce, @Nullable Limit limit, Delivery delivery, Duration patience, Duration grace) {

  /** Refuses what makes no sense. */
  public DispatcherSettings {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least one process must run at once, got " + atOnce);
    }
    if (patience.isNegative() || grace.isNegative()) {
      throw new IllegalArgumentException("patience and grace must not be negative");
    }
  }

  /** So many at once, alone, delivering at once, with a second of patience and of grace. */
  public static DispatcherSettings of(int atOnce) {
    Duration second = Duration.ofSeconds(1);
    return new DispatcherSettings(atOnce, null, Delivery.AT_ONCE, second, second);
  }

  /** The same, sharing a limit. */
  public DispatcherSettings withLimit(Limit other) {
    return new DispatcherSettings(atOnce, other, delivery, patience, grace);
  }

  /** The same, delivering there. */
  public DispatcherSettings withDelivery(Delivery other) {
    return new DispatcherSettings(atOnce, limit, other, patience, grace);
  }

  /** The same with another patience. */
  public DispatcherSettings withPatience(Duration other) {
    return new DispatcherSettings(atOnce, limit, delivery, other, grace);
  }

  /** The same with another grace. */
  public DispatcherSettings withGrace(Duration other) {
    return new DispatcherSettings(atOnce, limit, delivery, patience, other);
  }
}
