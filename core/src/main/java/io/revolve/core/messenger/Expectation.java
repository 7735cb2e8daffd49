package io.revolve.core.messenger;

import io.revolve.spi.MessageLink;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a link whether something is expected at an address, as often as that changes. */
final class Expectation {

  private final MessageLink link;
  private final String address;
  private final BooleanSupplier expected;

  /** What the link was told last; guarded by this. */
  private @Nullable Boolean told;

  Expectation(MessageLink link, String address, BooleanSupplier expected) {
    this.link = link;
    this.address = address;
    this.expected = expected;
  }

  /** More is expected from now on. */
  synchronized void begin() {
    told = true;
    link.expect(address, true);
  }

  /** Looks whether something is expected still; who begins meanwhile is not overlooked. */
  synchronized void check() {
    Boolean now = expected.getAsBoolean();
    if (!now.equals(told)) {
      told = now;
      link.expect(address, now);
    }
  }
}
