package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Bytes;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.protocol.ProtocolException;
import io.revolve.provider.process.protocol.Word;
import io.revolve.provider.process.relay.Relay;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.provider.process.relay.SocketListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts processes that do not say that they are there. One that speaks by its standard streams is
 * there when it has lived for a moment, since most that cannot start end at once; one that connects
 * is there then. As it does not say which it is, each has a socket of its own to connect to.
 */
final class Silent {
  private static final Duration MOMENT = Duration.ofMillis(200);

  private Silent() {}

  /**
   * Starts one.
   *
   * @throws PoolException.BootFailed if it ends at once, speaks before it is asked, or does not
   *     connect in time
   */
  static Started start(PoolSettings settings, String family) throws InterruptedException {
    if (settings.relay() != RelayKind.PIPES) {
      return connected(settings, family);
    }
    Child child = Child.start(settings, family, "pipes", true);
    boolean isThere = false;
    try {
      if (child.endsWithin(MOMENT)) {
        String end = child.awaitEnd(Duration.ZERO);
        throw new PoolException.BootFailed(child + " has ended" + end + child.printed());
      }
      Greeted greeted = heard(child, settings.protocol());
      isThere = true;
      return new Started(child, greeted);
    } finally {
      if (!isThere) {
        child.end();
      }
    }
  }

  /** What it prints at its start would be taken for the answer to its first call. */
  private static Greeted heard(Child child, Protocol protocol) {
    Greeted greeted = unheard(child, child.streams(), protocol);
    try {
      if (greeted.relay().in().available() > 0) {
        boolean unused = greeted.bytes().fill(greeted.relay().in());
        greeted.reading().read(greeted.bytes(), word -> take(word, greeted.relay()));
      }
      return greeted;
    } catch (IOException e) {
      child.kill();
      throw new PoolException.BootFailed(
          child + " " + e.getMessage() + child.awaitEnd(Duration.ZERO));
    }
  }

  private static void take(Word word, Relay relay) throws ProtocolException {
    if (!(word instanceof Word.Ping ping)) {
      throw new ProtocolException("spoke before it was asked, and said " + word);
    }
    try {
      relay.out().write(ping.answer());
      relay.out().flush();
    } catch (IOException e) {
      throw new ProtocolException("wanted an answer and did not take it: " + e.getMessage());
    }
  }

  private static Greeted unheard(Child child, Relay relay, Protocol protocol) {
    return new Greeted(new Word.Hello(child.pid(), false), relay, new Bytes(), protocol.read());
  }

  private static Started connected(PoolSettings settings, String family)
      throws InterruptedException {
    try (SocketListener listener = SocketListener.open(settings.relay())) {
      Child child = Child.start(settings, family, listener.address(), false);
      CompletableFuture<Relay> guest = new CompletableFuture<>();
      Thread door = new Thread(() -> accept(listener, guest), "revolve-process-door");
      door.setDaemon(true);
      door.start();
      child.onExit(() -> guest.completeExceptionally(new IOException("has ended")));
      return new Started(child, unheard(child, await(guest, child, settings), settings.protocol()));
    } catch (IOException e) {
      throw new PoolException.BootFailed(String.valueOf(e.getMessage()));
    }
  }

  private static void accept(SocketListener listener, CompletableFuture<Relay> guest) {
    try {
      Relay relay = listener.accept();
      if (!guest.complete(relay)) {
        relay.close();
      }
    } catch (IOException e) {
      guest.completeExceptionally(e);
    }
  }

  private static Relay await(CompletableFuture<Relay> guest, Child child, PoolSettings settings)
      throws InterruptedException {
    Duration patience = settings.timeouts().start();
    String what;
    try {
      return guest.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      what = e.getCause() == null ? "has ended" : String.valueOf(e.getCause().getMessage());
    } catch (TimeoutException e) {
      what = "did not connect within " + patience;
    } catch (InterruptedException e) {
      child.end();
      throw e;
    }
    child.kill();
    boolean isTooLate = guest.completeExceptionally(new IOException("too late"));
    if (!isTooLate && !guest.isCompletedExceptionally()) {
      guest.join().close();
    }
    throw new PoolException.BootFailed(child + " " + what + child.awaitEnd(Duration.ZERO));
  }
}
