package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Packet;
import io.revolve.spi.Letter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A foreground job with a header.
 *
 * @param function what is to be done
 * @param id the task's id, with which the key begins
 * @param cargo what the worker gets
 * @param letters hears what the job says
 */
record FramedFlight(String function, String id, Cargo cargo, Consumer<Letter> letters)
    implements Flight {

  @Override
  public Frame frame(int losses) {
    return Submit.frame(function, Keys.round(id, losses), cargo, Duration.ZERO);
  }

  @Override
  public @Nullable Next hear(Packet packet) {
    return switch (packet.kind()) {
      case WORK_DATA -> {
        Envelope.read(packet.bytes(1)).forEach(letters);
        yield null;
      }
      case WORK_COMPLETE -> ended(End.of(packet.bytes(1)));
      // The server has given it up, as it killed too many workers; whose fault that was, is open.
      case WORK_FAIL -> new Next(this, Duration.ofSeconds(1));
      default -> null;
    };
  }

  private Next ended(End end) {
    end.letters().forEach(letters);
    Cargo again = end.again();
    return again == null
        ? Next.END
        : new Next(new FramedFlight(function, id, again, letters), end.delay());
  }
}
