package io.revolve.provider.gearman;

import io.revolve.api.Progress;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Order;
import io.revolve.spi.Plain;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A foreground job without a header, which a worker of any kind may do. */
final class RawFlight implements Flight {
  private final Order order;
  private final String key;
  private final byte[] data;
  private final Consumer<Plain> words;

  /** How many words it has said; counted on the thread that reads. */
  private long said;

  /**
   * A job.
   *
   * @param key what it has in common with others that are the same to the server
   * @param words hears what it says
   */
  RawFlight(Order order, String key, byte[] data, Consumer<Plain> words) {
    this.order = order;
    this.key = key;
    this.data = data;
    this.words = words;
  }

  @Override
  public String id() {
    return order.id();
  }

  @Override
  public String function() {
    return order.name();
  }

  String key() {
    return key;
  }

  Duration delay() {
    return order.delay();
  }

  @Override
  public Frame frame(int losses) {
    String now = isShared() ? key : Keys.round(key, losses);
    return Submit.foreground(order.name(), now, order.priority(), data);
  }

  @Override
  public boolean isShared() {
    return order.unique() != null;
  }

  @Override
  public @Nullable Next hear(Packet packet) {
    String id = order.id();
    long number = ++said;
    return switch (packet.kind()) {
      case WORK_DATA -> goesOn(new Plain.Data(id, number, packet.bytes(1)));
      case WORK_WARNING -> goesOn(new Plain.Warning(id, number, packet.bytes(1)));
      case WORK_STATUS -> goesOn(new Plain.Status(id, number, progress(packet)));
      case WORK_COMPLETE -> ends(new Plain.Result(id, number, packet.bytes(1)));
      case WORK_EXCEPTION -> ends(new Plain.Failed(id, number, packet.text(1)));
      default -> ends(new Plain.Failed(id, number, ""));
    };
  }

  private @Nullable Next goesOn(Plain word) {
    words.accept(word);
    return null;
  }

  private Next ends(Plain word) {
    words.accept(word);
    return Next.END;
  }

  private static Progress progress(Packet packet) {
    return new Progress(number(packet.text(1)), number(packet.text(2)));
  }

  /** Some workers say fractions, and some put a zero byte behind. */
  private static long number(String text) {
    try {
      return (long) Double.parseDouble(text.replace("\0", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, got \"" + text + "\"", e);
    }
  }
}
