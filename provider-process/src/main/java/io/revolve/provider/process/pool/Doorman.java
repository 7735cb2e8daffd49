package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.relay.Relay;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.provider.process.relay.SocketListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Greets processes: over their standard streams, or when they connect, and then each is known by
 * the process id that it says. Thread safe.
 */
final class Doorman implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Doorman.class.getName());

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Protocol protocol;
  private final Duration patience;
  private final @Nullable SocketListener listener;

  /** Who has connected, and who is waited for, by process id. */
  private final ConcurrentMap<Long, CompletableFuture<Greeted>> guests = new ConcurrentHashMap<>();

  /**
   * What was wrong with the last one that connected and was not let in: whose it is, nobody knows.
   */
  private volatile String strange = "";

  private Doorman(Protocol protocol, Duration patience, @Nullable SocketListener listener) {
    this.protocol = protocol;
    this.patience = patience;
    this.listener = listener;
    if (listener != null) {
      daemon("revolve-process-door", () -> acceptFrom(listener));
    }
  }

  /**
   * A doorman.
   *
   * @throws PoolException.BootFailed if there are no such sockets here
   */
  static Doorman of(PoolSettings settings) {
    try {
      boolean waits = settings.relay() != RelayKind.PIPES && settings.protocol().hasHello();
      SocketListener listener = waits ? SocketListener.open(settings.relay()) : null;
      return new Doorman(settings.protocol(), settings.timeouts().start(), listener);
    } catch (IOException e) {
      throw new PoolException.BootFailed(String.valueOf(e.getMessage()));
    }
  }

  /** What a process must know to connect: the value of {@code RR_RELAY}. */
  String address() {
    return listener == null ? "pipes" : listener.address();
  }

  /** Whether processes speak by their standard streams. */
  boolean usesStreams() {
    return listener == null;
  }

  /**
   * Waits until a process has said that it is there.
   *
   * @throws PoolException.BootFailed if it ends before, says something else, or takes too long; it
   *     is killed then
   */
  Greeted greet(Child child) throws InterruptedException {
    CompletableFuture<Greeted> guest = expected(child.pid());
    try {
      if (listener == null) {
        daemon("revolve-process-" + child.pid() + "-hello", () -> greet(guest, child.streams()));
      } else {
        child.onExit(() -> guest.completeExceptionally(new IOException("has ended")));
      }
      return guest.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      child.kill();
      String what = e.getCause() == null ? "has ended" : String.valueOf(e.getCause().getMessage());
      throw new PoolException.BootFailed(
          child + " " + what + child.awaitEnd(Duration.ZERO) + strange());
    } catch (TimeoutException e) {
      child.kill();
      dismiss(guest);
      throw new PoolException.BootFailed(
          child
              + " did not say that it is there within "
              + patience
              + child.awaitEnd(Duration.ZERO)
              + strange());
    } catch (InterruptedException e) {
      child.end();
      dismiss(guest);
      throw e;
    } finally {
      guests.remove(child.pid());
    }
  }

  /** Nobody waits for it any more: if it has come meanwhile, it is sent away. */
  private static void dismiss(CompletableFuture<Greeted> guest) {
    boolean isTooLate = guest.completeExceptionally(new IOException("too late"));
    if (!isTooLate && !guest.isCompletedExceptionally()) {
      guest.join().relay().close();
    }
  }

  private CompletableFuture<Greeted> expected(long pid) {
    return guests.computeIfAbsent(pid, p -> new CompletableFuture<>());
  }

  private void greet(CompletableFuture<Greeted> guest, Relay relay) {
    try {
      guest.complete(Greeted.greet(relay, protocol));
    } catch (IOException | RuntimeException e) {
      guest.completeExceptionally(e);
    }
  }

  private void acceptFrom(SocketListener from) {
    while (true) {
      try {
        Relay relay = from.accept();
        daemon("revolve-process-hello", () -> letIn(relay));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) { // No descriptor or thread is left just now.
        LOGGER.log(System.Logger.Level.WARNING, "cannot let a process in; trying again", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void letIn(Relay relay) {
    CompletableFuture<Greeted> stranger = new CompletableFuture<>();
    CompletableFuture<Greeted> unused =
        stranger
            .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (greeted, error) -> {
                  if (error != null) {
                    blame("did not say that it is there: " + error.getMessage());
                  }
                  if (greeted == null || !admit(greeted)) {
                    relay.close();
                  }
                });
    greet(stranger, relay);
  }

  /** Whose it was, nobody knows, unless only one is waited for. */
  private void blame(String what) {
    List<CompletableFuture<Greeted>> waited = List.copyOf(guests.values());
    if (waited.size() != 1 || !waited.get(0).completeExceptionally(new IOException(what))) {
      strange = "; one that connected " + what;
    }
  }

  /** What is known of a stranger, for the first who may have sent it. */
  private String strange() {
    String known = strange;
    strange = "";
    return known;
  }

  private boolean admit(Greeted greeted) {
    long pid = childOfMine(greeted.hello().pid());
    CompletableFuture<Greeted> guest = expected(pid);
    if (!guest.complete(greeted)) {
      return false;
    }
    boolean isMine = ProcessHandle.current().children().anyMatch(each -> each.pid() == pid);
    if (!isMine) {
      guests.remove(pid, guest); // Nobody waits for this one.
    }
    return isMine;
  }

  /** A command may be a script that starts the worker. */
  private static long childOfMine(long pid) {
    long mine = ProcessHandle.current().pid();
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    while (process != null) {
      ProcessHandle parent = process.parent().orElse(null);
      if (parent != null && parent.pid() == mine) {
        return process.pid();
      }
      process = parent;
    }
    return pid;
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
