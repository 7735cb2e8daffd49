package io.revolve.provider.local;

import io.revolve.api.EngineException;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Messages in this JVM's memory. */
final class LocalMessageLink implements MessageLink {
  private final LocalSpace space;
  private final LocalLogs logs;
  private final int bound;
  private final long patience;
  private final Waking waking = new Waking();

  /** Where this link wants to know of arrivals. */
  private final Set<String> listening = ConcurrentHashMap.newKeySet();

  /** Where calls of this link wait now, and how many. */
  private final Map<LocalLog, Integer> waits = new ConcurrentHashMap<>();

  LocalMessageLink(LocalSpace space, LocalSettings settings) {
    this.space = space;
    this.logs = space.logs;
    this.bound = settings.messages();
    this.patience = Nanos.of(settings.patience());
  }

  @Override
  public void append(List<Letter> letters) {
    mustBeOpen();
    if (areOfOneAddress(letters)) {
      if (!letters.isEmpty()) {
        append(letters.get(0).address(), letters);
      }
      return;
    }
    Map<String, List<Letter>> byAddress = new LinkedHashMap<>();
    for (Letter letter : letters) {
      byAddress.computeIfAbsent(letter.address(), address -> new ArrayList<>()).add(letter);
    }
    byAddress.forEach(this::append);
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    mustBeOpen();
    int round = waking.round();
    // Asking makes no log: who polls addresses that nobody writes to costs nothing.
    LocalLog log = logs.existing(address);
    Mail mail = log == null ? null : log.read(after, max);
    if (wait.isZero() || wait.isNegative()) {
      return mail == null ? Mail.none(after) : mail;
    }
    long now = System.nanoTime();
    while (mail == null || mail.parcels().isEmpty()) {
      mail = await(logs.log(address), after, max, now + Nanos.of(wait), round);
      if (mail != null) {
        return mail;
      }
    }
    return mail;
  }

  private @Nullable Mail await(LocalLog log, String after, int max, long deadline, int round)
      throws InterruptedException {
    waits.merge(log, 1, Integer::sum);
    try {
      return log.read(after, max, deadline, waking, round);
    } finally {
      waits.computeIfPresent(log, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  @Override
  public boolean onArrival(String address, Runnable arrival) {
    mustBeOpen();
    listening.add(address);
    while (!logs.log(address).addArrival(new Arrival(this, arrival))) {
      Thread.onSpinWait();
    }
    return true;
  }

  @Override
  public void forget(String address) {
    mustBeOpen();
    listening.remove(address);
    logs.forget(address);
  }

  @Override
  public void wake() {
    waking.wake();
    rouse();
  }

  @Override
  public void ping() {
    mustBeOpen();
  }

  @Override
  public void close() {
    if (!waking.close()) {
      return;
    }
    for (String address : listening) {
      LocalLog log = logs.existing(address);
      if (log != null) {
        log.removeArrivals(this);
      }
    }
    rouse();
    space.leave();
  }

  private void append(String address, List<Letter> letters) {
    boolean force = false;
    int added = 0;
    while (added < letters.size()) {
      LocalLog log = logs.log(address);
      int upTo = log.add(letters, added, bound, force);
      if (upTo > added) {
        added = upTo;
        for (Arrival arrival : log.arrivals()) {
          arrival.run(address);
        }
      }
      if (upTo >= 0 && added < letters.size()) {
        force = !awaitRoom(log);
      }
    }
  }

  private boolean awaitRoom(LocalLog log) {
    waits.merge(log, 1, Integer::sum);
    try {
      return log.awaitRoom(bound, patience, waking);
    } finally {
      waits.computeIfPresent(log, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  private void rouse() {
    waits.keySet().forEach(LocalLog::rouse);
  }

  private void mustBeOpen() {
    if (waking.isClosed()) {
      throw new EngineException("this link is closed; open another");
    }
  }

  private static boolean areOfOneAddress(List<Letter> letters) {
    for (int i = 1; i < letters.size(); i++) {
      if (!letters.get(i).address().equals(letters.get(0).address())) {
        return false;
      }
    }
    return true;
  }
}
