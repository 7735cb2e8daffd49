package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What jobs without headers say: a worker's words go with its jobs, and a client's jobs bring
 * theirs. Nothing else can be said, and whoever reads gets what there is.
 */
final class RawMessages implements MessageLink {
  private final Loop loop;
  private final Holding holding;
  private final Runnable ping;
  private final AtomicInteger wakes = new AtomicInteger();
  private final Mailbox words;

  /**
   * Words beside the jobs of a link.
   *
   * @param holding the jobs that are held there
   * @param ping asks the link's servers for a sign of life
   */
  RawMessages(Loop loop, Holding holding, Runnable ping) {
    this.loop = loop;
    this.holding = holding;
    this.ping = ping;
    words = new Mailbox(loop, wakes);
  }

  /** A job has said something. */
  void receive(Plain word) {
    words.add(word);
  }

  /** Letters of jobs that are not held here are dropped: there is nobody to hear them. */
  @Override
  public void append(List<Letter> letters) {
    holding.look();
    List<Taken.Said> said = new ArrayList<>(letters.size());
    for (Letter letter : letters) {
      Taken job = holding.job(letter);
      Plain plain = letter.parcel().plain();
      if (job != null && plain != null) {
        add(said, job, plain);
      }
    }
    Taken.say(said);
  }

  /** Results and failures are said when the job is settled. */
  private static void add(List<Taken.Said> said, Taken job, Plain plain) {
    if (plain instanceof Plain.Data) {
      said.add(job.said(Kind.WORK_DATA, plain.body()));
    } else if (plain instanceof Plain.Warning) {
      said.add(job.said(Kind.WORK_WARNING, plain.body()));
    } else if (plain instanceof Plain.Status status) {
      byte[] done = digits(status.progress().done());
      said.add(job.said(Kind.WORK_STATUS, done, digits(status.progress().total())));
    }
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    return words.read(after, max, wait);
  }

  @Override
  public void forget(String address) {}

  @Override
  public void wake() {
    wakes.incrementAndGet();
    loop.wake();
  }

  @Override
  public void ping() {
    ping.run();
  }

  /** The link, whose loop this reads with, closes it. */
  @Override
  public void close() {
    wake();
  }
}
