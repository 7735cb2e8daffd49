package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Messages as background jobs: each address is a function that its reader works on. */
final class GearmanMessages implements MessageLink {
  private final GearmanSettings settings;
  private final Functions functions;
  private final Loop loop;

  /** Who posts hears the answer, and need not be told by who reads. */
  private final Loop posting = new Loop();

  private final Servers servers;
  private final Holding holding;
  private final Sweeper sweeper;
  private final ConcurrentMap<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final AtomicInteger wakes = new AtomicInteger();

  /** Two jobs without a key could become one. */
  private final String keys = UUID.randomUUID().toString().substring(0, 18) + "-";

  private final AtomicLong key = new AtomicLong();

  /** Messages by themselves. */
  GearmanMessages(GearmanSettings settings) {
    this(settings, new Loop(), new Holding(() -> {}));
  }

  /** Messages beside jobs, which carry some of them. */
  GearmanMessages(GearmanSettings settings, Loop loop, Holding holding) {
    this.settings = settings;
    this.loop = loop;
    this.holding = holding;
    functions = new Functions(settings.namespace(), settings.raw());
    servers = new Servers(settings, posting, Quiet.INSTANCE);
    sweeper = new Sweeper(settings, functions);
  }

  @Override
  public void append(List<Letter> letters) {
    List<Letter> rest = holding.say(letters);
    if (!rest.isEmpty()) {
      post(rest);
    }
  }

  /** A letter has come with a job. */
  void receive(Letter letter) {
    mailbox(letter.address()).add(letter.parcel());
  }

  private void post(List<Letter> letters) {
    Map<String, List<Letter>> byAddress = new LinkedHashMap<>();
    for (Letter letter : letters) {
      byAddress.computeIfAbsent(letter.address(), a -> new ArrayList<>()).add(letter);
    }
    List<String> places = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    byAddress.forEach(
        (address, all) -> {
          for (List<Letter> part : Envelope.divide(all)) {
            places.add(address); // All of one address go to one server, and so stay in order.
            frames.add(
                new Frame(
                    Kind.SUBMIT_JOB_HIGH_BG,
                    Envelope.pieces(part),
                    Frame.bytes(functions.mailbox(address)),
                    Frame.bytes(keys + key.incrementAndGet())));
          }
        });
    sweeper.start();
    servers.submit(places, frames, (place, peer, handle) -> {});
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    return mailbox(address).read(after, max, wait);
  }

  private Mailbox mailbox(String address) {
    return mailboxes.computeIfAbsent(
        address, a -> new Mailbox(functions.mailbox(a), settings, loop, wakes));
  }

  @Override
  public void forget(String address) {
    Mailbox mailbox = mailboxes.remove(address);
    if (mailbox != null) {
      mailbox.close();
    }
  }

  @Override
  public void wake() {
    wakes.incrementAndGet();
    loop.wake();
  }

  @Override
  public void ping() {
    servers.ping();
  }

  @Override
  public void close() {
    sweeper.close();
    wakes.incrementAndGet();
    posting.close();
    loop.close();
  }
}
