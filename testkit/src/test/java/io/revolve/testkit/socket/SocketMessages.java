package io.revolve.testkit.socket;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.List;

/** The message link at this end of the line. */
record SocketMessages(Line line) implements MessageLink {

  @Override
  public void append(List<Letter> letters) {
    line.call(Op.APPEND, out -> Frames.list(out, letters, Frames::letter), in -> true);
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    return line.waiting(
        Op.READ,
        wait,
        out -> {
          Frames.text(out, address);
          Frames.text(out, after);
          out.writeInt(max);
          Frames.duration(out, wait);
        },
        Frames::mail);
  }

  @Override
  public void forget(String address) {
    line.call(Op.FORGET, out -> Frames.text(out, address), in -> true);
  }

  @Override
  public void wake() {
    line.call(Op.WAKE, out -> {}, in -> true);
  }

  @Override
  public void ping() {
    line.call(Op.PING, out -> {}, in -> true);
  }

  @Override
  public void close() {
    line.close();
  }
}
