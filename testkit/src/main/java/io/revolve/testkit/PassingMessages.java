package io.revolve.testkit;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.List;

/** Passes every call on to another message link: the base of links that change one thing. */
public class PassingMessages implements MessageLink {

  /** Where the calls go. */
  protected final MessageLink inner;

  /** Passes on to a link. */
  public PassingMessages(MessageLink inner) {
    this.inner = inner;
  }

  @Override
  public void append(List<Letter> letters) {
    inner.append(letters);
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    return inner.read(address, after, max, wait);
  }

  @Override
  public boolean onArrival(String address, Runnable arrival) {
    return inner.onArrival(address, arrival);
  }

  @Override
  public void expect(String address, boolean soon) {
    inner.expect(address, soon);
  }

  @Override
  public void forget(String address) {
    inner.forget(address);
  }

  @Override
  public void wake() {
    inner.wake();
  }

  @Override
  public void ping() {
    inner.ping();
  }

  @Override
  public void close() {
    inner.close();
  }
}
