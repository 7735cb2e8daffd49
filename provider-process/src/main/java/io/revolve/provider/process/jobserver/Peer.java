package io.revolve.provider.process.jobserver;

import io.revolve.api.EngineException;
import io.revolve.provider.process.line.Ear;
import io.revolve.provider.process.line.Line;
import io.revolve.provider.process.line.Loop;
import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpReader;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.provider.process.protocol.Bytes;
import io.revolve.provider.process.protocol.ProtocolException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The server, as its client sees it: one connection, which is made again when it is lost, after
 * pauses that grow and differ by chance. A server is there when it has answered once. Thread safe.
 */
final class Peer implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Peer.class.getName());
  private static final Duration TICK = Duration.ofMillis(20);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);
  private static final long SELDOM = TimeUnit.SECONDS.toNanos(60);
  private static final String AUTH = "revolve.auth";
  private static final int LONGEST_FRAME = Integer.MAX_VALUE - 1024;

  private final JobClientSettings settings;
  private final @Nullable Trusting trusting;
  private final Flights flights;
  private final Words words;
  private final Loop loop;
  private final long timeout;

  /** What is said of a server that connects and says nothing. */
  private final String silence;

  private final AtomicLong pings = new AtomicLong();
  private final Map<Long, CompletableFuture<Void>> pongs = new ConcurrentHashMap<>();

  /** The connection that is used; on the thread of the loop alone, as are the next three. */
  private @Nullable Talk talk;

  private long pause = FIRST_PAUSE;
  private long nextTry = System.nanoTime();
  private boolean isReported;

  private volatile CompletableFuture<Line> ready = new CompletableFuture<>();
  private volatile String trouble = "no connection was made yet";

  Peer(JobClientSettings settings, Flights flights, Words words) {
    this.settings = settings;
    this.flights = flights;
    this.words = words;
    trusting = settings.tls() == null ? null : new Trusting(settings.tls());
    timeout = settings.timeout().toNanos();
    silence = "it did not answer within " + settings.timeout();
    try {
      loop = new Loop("revolve-jobserver-client", TICK, this::look);
    } catch (IOException e) {
      throw new EngineException("cannot open a selector: " + e.getMessage(), e);
    }
    loop.execute(this::connect);
    loop.start();
  }

  /**
   * Waits until the server is there.
   *
   * @throws EngineException if it is not within the timeout
   */
  Line await() {
    return await(settings.timeout());
  }

  /**
   * Waits until the server is there.
   *
   * @throws EngineException if it is not within that time, or the timeout if that is shorter
   */
  Line await(Duration atMost) {
    CompletableFuture<Line> now = ready;
    try {
      return now.get(Math.min(atMost.toNanos(), timeout), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw away(trouble, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("interrupted", e);
    }
  }

  private EngineException away(String why, Exception cause) {
    return new EngineException(
        "the job server at " + settings.place() + " is not there: " + why, cause);
  }

  /** Asks for a sign of life; completes when it has come, or the connection is lost. */
  CompletableFuture<Void> ask(Line line) {
    long number = pings.incrementAndGet();
    CompletableFuture<Void> pong = new CompletableFuture<>();
    pongs.put(number, pong);
    line.sendNow(AmpFrames.ping(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    return pong;
  }

  /**
   * Waits for something that the server does.
   *
   * @throws EngineException if that takes longer than the timeout
   */
  <T> T await(CompletableFuture<T> what) {
    try {
      return what.get(timeout, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw away(silence, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("interrupted", e);
    }
  }

  private void connect() {
    Talk next = new Talk();
    talk = next;
    try {
      Place place = settings.place();
      SocketChannel channel =
          place.path() == null
              ? SocketChannel.open()
              : SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.configureBlocking(false);
        boolean unused = channel.connect(place.address());
        next.line =
            loop.add(
                channel,
                next,
                "the job server at " + place,
                Long.MAX_VALUE,
                trusting == null ? null : trusting.engine(place));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      next.closed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void look() {
    long now = System.nanoTime();
    Talk current = talk;
    if (current == null) {
      if (now - nextTry > 0) {
        connect();
      }
    } else {
      current.look(now);
    }
    flights.look(now);
  }

  @Override
  public void close() {
    trouble = "closed here";
    loop.close();
  }

  /** One connection, heard on the thread of the loop. */
  private final class Talk implements Ear {
    private final Bytes bytes = Bytes.sparing();
    private final AmpReader reader = new AmpReader(LONGEST_FRAME);
    private final long since = System.nanoTime();
    private @Nullable Line line;
    private boolean isReady;
    private long askedAt;

    @Override
    public void opened(Line opened) {
      line = opened;
      if (!trouble.equals(silence)) { // That is more than is known of this connection.
        trouble = "it has not answered yet";
      }
      JobClientSettings.Known secret = settings.secret();
      if (secret != null) {
        opened.send(AmpFrames.request(0, AUTH.getBytes(StandardCharsets.UTF_8), secret.bytes()));
      } else {
        opened.send(AmpFrames.ping(new byte[0]));
      }
    }

    @Override
    public void hear(ByteBuffer more) throws ProtocolException {
      bytes.put(more);
      reader.read(bytes, this::take);
      bytes.spare();
    }

    private void take(AmpWord word) throws ProtocolException {
      Line from = line;
      if (from == null) {
        throw new IllegalStateException("heard before it was opened");
      }
      if (word instanceof AmpWord.Result result) {
        if (isReady) {
          flights.hear(result, from);
        } else if (result.id() != 0 || result.kind() != AmpWord.Kind.LAST) {
          throw new ProtocolException(
              "it refused: " + new String(result.data(), StandardCharsets.UTF_8));
        } else {
          begin(from);
        }
      } else if (word instanceof AmpWord.Pong pong) {
        if (!isReady && settings.secret() == null) {
          begin(from);
        }
        answered(pong);
      } else if (word instanceof AmpWord.Ping ping) {
        from.send(AmpFrames.pong(ping.data()));
      } else if (word instanceof AmpWord.Close) {
        leave("it stops, or takes no more connections");
      } else {
        throw new ProtocolException("a server that calls its client");
      }
    }

    private void begin(Line from) {
      isReady = true;
      pause = FIRST_PAUSE;
      isReported = false;
      flights.open(from);
      ready.complete(from);
    }

    private void answered(AmpWord.Pong pong) {
      if (pong.data().length == Long.BYTES) {
        CompletableFuture<Void> asked = pongs.remove(ByteBuffer.wrap(pong.data()).getLong());
        if (asked != null) {
          asked.complete(null);
        }
      }
    }

    /** No more is said; it closes the connection when it has said what it has to. */
    private void leave(String why) {
      trouble = why;
      flights.closing();
      if (ready.isDone()) {
        ready = new CompletableFuture<>();
      }
    }

    void look(long now) {
      Line to = line;
      if (to == null || words.isFull()) {
        return;
      }
      long silent = now - to.heardAt();
      if (!isReady) {
        if (now - since > timeout) {
          to.close(silence);
        }
      } else if (askedAt != 0 && to.heardAt() - askedAt < 0 && now - askedAt > timeout) {
        to.close("it was silent for " + settings.timeout());
      } else if (silent > (flights.isEmpty() ? Math.max(SELDOM, timeout) : timeout)
          && (askedAt == 0 || to.heardAt() - askedAt > 0)) {
        askedAt = now;
        to.send(AmpFrames.ping(new byte[0]));
      }
    }

    @Override
    public void closed(@Nullable String why) {
      leave(why == null ? "it closed the connection" : why);
      if (!isReported) {
        isReported = true;
        LOGGER.log(
            System.Logger.Level.WARNING,
            "no connection to the job server at {0}: {1}; trying again",
            settings.place(),
            trouble);
      }
      nextTry = System.nanoTime() + pause / 2 + ThreadLocalRandom.current().nextLong(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      if (talk == this) {
        talk = null;
      }
      flights.lost();
      EngineException lost = away(trouble, new IOException(trouble));
      pongs.values().forEach(pong -> pong.completeExceptionally(lost));
      pongs.clear();
    }
  }
}
