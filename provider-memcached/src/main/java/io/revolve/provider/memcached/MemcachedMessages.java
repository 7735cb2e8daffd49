package io.revolve.provider.memcached;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Messages in memcached. An address has a log on one server:
 *
 * <ul>
 *   <li>a {@link Counter}, which numbers frames and letters at once and says which log it is;
 *   <li>a {@link Frame} of letters for each number, in one item or several;
 *   <li>a {@link Mark}, which says how far it was read and cleared.
 * </ul>
 *
 * <p>Writers reserve numbers by counting up and store their frames under them, so that none
 * overwrites another. The reader goes from number to number. As frames say the numbers of their
 * letters, what was evicted, expired or never arrived is counted; and as a log that begins anew has
 * another id, the loss of a whole one is noticed.
 */
final class MemcachedMessages implements MessageLink {

  private final MemcachedSettings settings;
  private final Ring ring;
  private final LogWriter writer;
  private final Pace pace;
  private final ConcurrentMap<String, LogReader> readers = new ConcurrentHashMap<>();

  MemcachedMessages(MemcachedSettings settings) {
    this.settings = settings;
    ring = new Ring(settings.servers().stream().map(each -> new Server(each, settings)).toList());
    writer = new LogWriter(ring, settings);
    pace = new Pace(settings);
  }

  @Override
  public void append(List<Letter> letters) {
    long patienceEnd = System.nanoTime() + settings.log().patience().toNanos();
    Map<String, List<Letter>> byAddress = new LinkedHashMap<>();
    for (Letter letter : letters) {
      byAddress.computeIfAbsent(letter.address(), address -> new ArrayList<>()).add(letter);
    }
    byAddress.forEach((address, all) -> writer.append(keys(address), all, patienceEnd));
    pace.wrote();
    if (byAddress.keySet().stream().anyMatch(readers::containsKey)) {
      pace.arrived();
    }
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    int wakes = pace.wakes();
    long end = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 4);
    LogReader reader = readers.computeIfAbsent(address, this::reader);
    String position = after;
    while (true) {
      int arrivals = pace.arrivals();
      Mail mail = reader.look(position, max);
      position = mail.position();
      if (!mail.parcels().isEmpty()
          || mail.lost() > 0
          || wait.isZero()
          || !pace.again(end, wakes, arrivals, reader.heard())) {
        return mail;
      }
    }
  }

  /** For all of this link: it reads one address for its owner, and hardly another. */
  @Override
  public void expect(String address, boolean soon) {
    pace.expect(soon);
  }

  private LogReader reader(String address) {
    Keys keys = keys(address);
    return new LogReader(ring.at(keys), keys, settings);
  }

  private Keys keys(String address) {
    return Keys.of(settings.namespace(), address);
  }

  @Override
  public void forget(String address) {
    LogReader reader = readers.remove(address);
    writer.forget(keys(address));
    (reader == null ? reader(address) : reader).forget();
  }

  @Override
  public void wake() {
    pace.wake();
  }

  @Override
  public void ping() {
    for (Server server : ring.all()) {
      Object unused = server.call(line -> line.await(line.get(List.of("revolve:ping"))));
    }
  }

  @Override
  public void close() {
    ring.all().forEach(Server::close);
    pace.wake();
  }
}
