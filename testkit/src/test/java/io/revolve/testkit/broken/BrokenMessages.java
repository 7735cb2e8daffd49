package io.revolve.testkit.broken;

import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.testkit.PassingMessages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Message links with one fault each. */
final class BrokenMessages {

  private BrokenMessages() {}

  /** Throws every twentieth message away. */
  static final class LosesMessages extends PassingMessages {
    private final AtomicInteger count = new AtomicInteger();

    LosesMessages(MessageLink inner) {
      super(inner);
    }

    @Override
    public void append(List<Letter> letters) {
      super.append(letters.stream().filter(each -> count.incrementAndGet() % 20 != 0).toList());
    }
  }

  /** Writes every fifth message twice. */
  static final class RepeatsMessages extends PassingMessages {
    private final AtomicInteger count = new AtomicInteger();

    RepeatsMessages(MessageLink inner) {
      super(inner);
    }

    @Override
    public void append(List<Letter> letters) {
      super.append(
          letters.stream()
              .mapMulti(
                  (Letter each, Consumer<Letter> out) -> {
                    out.accept(each);
                    if (count.incrementAndGet() % 5 == 0) {
                      out.accept(each);
                    }
                  })
              .toList());
    }
  }

  /** Writes the messages of one call backwards. */
  static final class ReordersMessages extends PassingMessages {
    ReordersMessages(MessageLink inner) {
      super(inner);
    }

    @Override
    public void append(List<Letter> letters) {
      List<Letter> backwards = new ArrayList<>(letters);
      Collections.reverse(backwards);
      super.append(backwards);
    }
  }
}
