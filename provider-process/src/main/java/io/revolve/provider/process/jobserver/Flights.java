package io.revolve.provider.process.jobserver;

import io.revolve.provider.process.line.Line;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.provider.process.server.Busy;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that have not ended. So many are with the server, the rest wait here; when the
 * connection is lost, all but those that were cancelled are sent again over the next. Thread safe.
 */
final class Flights {
  /** After so many answers, one task more is tried with a server that was busy. */
  private static final int ANSWERS = 100;

  private static final int REMEMBERED = 10_000;
  private static final long MOST_BYTES = 128L << 20;
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Words words;
  private final int most;

  /** All below are guarded by this. */
  private final Map<String, Flight> all = new HashMap<>();

  private final Map<Integer, Flight> sent = new LinkedHashMap<>();
  private final Deque<Flight> waiting = new ArrayDeque<>();
  private final Map<String, Boolean> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Line line;
  private int numbers;
  private long sentBytes;
  private long busyUntil;
  private boolean isBusy;

  /** How many may be with the server, as far as it has shown how many it takes. */
  private int window;

  private int answers;

  Flights(Words words, int most) {
    this.words = words;
    this.most = most;
    window = most;
  }

  /** Takes a task; false if it is known already. */
  synchronized boolean add(Flight flight) {
    if (ended.containsKey(flight.id) || all.putIfAbsent(flight.id, flight) != null) {
      return false;
    }
    waiting.add(flight);
    send();
    return true;
  }

  synchronized boolean isEmpty() {
    return all.isEmpty();
  }

  /** The server listens on a connection. */
  synchronized void open(Line opened) {
    line = opened;
    isBusy = false;
    send();
  }

  /** The server takes no more over a connection; what it has may still be answered. */
  synchronized void closing() {
    line = null;
  }

  /** The connection is lost, and with it what the server had. */
  void lost() {
    List<Parcel> over = new ArrayList<>();
    synchronized (this) {
      line = null;
      List<Flight> again = new ArrayList<>(sent.values());
      sent.clear();
      sentBytes = 0;
      for (int i = again.size() - 1; i >= 0; i--) {
        Flight flight = again.get(i);
        flight.number = null;
        if (flight.cancelled == null) {
          waiting.addFirst(flight);
        } else if (flight.found != null) {
          flight.found.complete(Cancelling.ENDED); // Who cancels it says so.
          end(flight);
        } else {
          over.add(flight.cancelled);
          end(flight);
        }
      }
    }
    over.forEach(parcel -> words.add(parcel, null));
  }

  /** Sends again what the server had no room for. */
  synchronized void look(long now) {
    if (isBusy && now - busyUntil > 0) {
      isBusy = false;
      send();
    }
  }

  private void send() {
    Line to = line;
    while (to != null
        && !isBusy
        && !waiting.isEmpty()
        && sent.size() < window
        && (sent.isEmpty() || sentBytes + waiting.element().workload.length <= MOST_BYTES)) {
      Flight flight = waiting.remove();
      int number = ++numbers;
      flight.number = number;
      sent.put(number, flight);
      sentBytes += flight.workload.length;
      byte[] frame = AmpFrames.request(number, flight.name, flight.workload);
      if (sent.size() < 3) {
        to.sendNow(frame);
      } else {
        to.send(frame);
      }
    }
  }

  /** The server has said something of a task. */
  void hear(AmpWord.Result result, Line from) {
    Parcel word;
    synchronized (this) {
      Flight flight = sent.get(result.id());
      if (flight == null) {
        return;
      }
      word = word(flight, result);
      send();
    }
    if (word != null) {
      words.add(word, from);
    }
  }

  private @Nullable Parcel word(Flight flight, AmpWord.Result result) {
    if (result.kind() == AmpWord.Kind.PART) {
      return new Plain.Data(flight.id, ++flight.said, result.data());
    }
    sent.remove(result.id());
    sentBytes -= flight.workload.length;
    if (result.kind() == AmpWord.Kind.LAST) {
      end(flight);
      found(flight, Cancelling.TOO_LATE);
      return new Plain.Result(flight.id, ++flight.said, result.data());
    }
    String why = new String(result.data(), StandardCharsets.UTF_8);
    Parcel cancelled = flight.cancelled;
    if (cancelled != null) {
      end(flight);
      return found(flight, Cancelling.ENDED) ? null : cancelled;
    }
    if (why.startsWith(Busy.PREFIX)) {
      flight.number = null;
      waiting.addFirst(flight);
      isBusy = true;
      window = Math.max(1, sent.size());
      busyUntil = System.nanoTime() + BUSY_NANOS;
      return null;
    }
    end(flight);
    return new Plain.Failed(flight.id, ++flight.said, why);
  }

  private void end(Flight flight) {
    if (window < most && ++answers % ANSWERS == 0) {
      window++;
    }
    all.remove(flight.id);
    ended.put(flight.id, true);
  }

  /** Whether somebody waited for what cancelling would find. */
  private static boolean found(Flight flight, Cancelling what) {
    return flight.found != null && flight.found.complete(what);
  }

  /**
   * Cancels a task.
   *
   * @param outcome what is to be said when it ends by that while it runs
   * @return what came of it; not done as long as the server must be asked for a sign of life: its
   *     answer to a task that had not begun comes before that
   */
  synchronized CompletableFuture<Cancelling> cancel(String id, Parcel outcome) {
    Flight flight = all.get(id);
    if (flight == null) {
      return CompletableFuture.completedFuture(Cancelling.TOO_LATE);
    }
    Integer number = flight.number;
    if (number == null || line == null) {
      waiting.remove(flight);
      if (number != null) {
        sent.remove(number);
        sentBytes -= flight.workload.length;
      }
      end(flight);
      return CompletableFuture.completedFuture(Cancelling.ENDED);
    }
    flight.cancelled = outcome;
    CompletableFuture<Cancelling> found = new CompletableFuture<>();
    flight.found = found;
    line.send(AmpFrames.cancel(number));
    return found;
  }
}
