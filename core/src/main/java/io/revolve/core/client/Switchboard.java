package io.revolve.core.client;

import io.revolve.api.EngineException;
import io.revolve.api.Events;
import io.revolve.api.Gap;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.core.clock.Ticker;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.messenger.Inbox;
import io.revolve.core.task.Following;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.Control;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Capability;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What tasks ask of their client: to be told something, to be cancelled, to be dispatched. */
final class Switchboard implements Following {

  private static final System.Logger LOGGER = System.getLogger(Switchboard.class.getName());

  private final ClientSettings settings;
  private final Provider provider;
  private final JobLink jobs;
  private final MessageLink messages;
  private final WireFormat format;
  private final Reading reading;
  private final Followed followed;
  private final Inbox inbox;
  private final Ticker ticker;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean urged;

  Switchboard(
      ClientSettings settings,
      Provider provider,
      JobLink jobs,
      MessageLink messages,
      WireFormat format,
      Reading reading,
      Followed followed,
      Inbox inbox,
      Ticker ticker) {
    this.settings = settings;
    this.provider = provider;
    this.jobs = jobs;
    this.messages = messages;
    this.format = format;
    this.reading = reading;
    this.followed = followed;
    this.inbox = inbox;
    this.ticker = ticker;
  }

  /** Whether more messages may be taken before a read. */
  boolean hasRoom() {
    return waiting.get() < settings.buffer();
  }

  WireFormat format() {
    return format;
  }

  /** Whether somebody waits for what comes without reading it. */
  boolean isUrged() {
    return urged;
  }

  @Override
  public void urge() {
    if (!urged) {
      urged = true;
      inbox.drain();
    }
  }

  @Override
  public void await(BooleanSupplier done, long nanos) throws InterruptedException {
    inbox.await(done, nanos);
  }

  @Override
  public void call(Thread waiter) {
    inbox.call(waiter);
  }

  @Override
  public void refresh() {
    inbox.drainIfArrived();
  }

  @Override
  public void ready(TaskHandle task) {
    reading.ready(task);
  }

  @Override
  public void ended(TaskHandle task) {
    followed.remove(task.id(), task);
  }

  @Override
  public void heard(TaskHandle task) {
    followed.remove(task.id(), task);
    followed.remember(task);
  }

  @Override
  public void waiting(int more) {
    if (more == 0) {
      return;
    }
    int before = waiting.getAndAdd(more);
    if (before >= settings.buffer() && before + more < settings.buffer()) {
      inbox.drain();
    }
  }

  @Override
  public int history() {
    return settings.history();
  }

  @Override
  public Body encode(@Nullable Object payload) {
    return format.codec().encode(payload);
  }

  @Override
  public WireMessage gap(TaskHandle task, long missing, String reason) {
    return message(task.id(), Events.GAP, 0, encode(new Gap(missing, reason)));
  }

  @Override
  public void checkTelling() {
    if (jobs.isPlain()) {
      throw new UnsupportedFeatureException(
          "a task cannot be told anything here: its worker may know nothing of Revolve");
    }
  }

  @Override
  public void tell(TaskHandle task, String worker, long sequence, String event, Body body) {
    send(worker, message(task.id(), event, sequence, body));
  }

  @Override
  public void remind(Runnable action, Duration after) {
    ticker.after(after, action);
  }

  @Override
  public boolean cancel(TaskHandle task) {
    if (task.hasEnded()) {
      return false;
    }
    Cancelling cancelling = cancel(task.id());
    if (cancelling == Cancelling.MARKED && !hasStatus()) {
      task.cancelRunning();
      insist(task, false);
    }
    return cancelling != Cancelling.TOO_LATE;
  }

  @Override
  public void cancelRunning(TaskHandle task, String worker) {
    askToEnd(task.id(), worker);
  }

  /**
   * Where the engine keeps no status, nobody would hear of a task that was lost while it was being
   * cancelled. So it is cancelled again, until its end is heard.
   *
   * @param wasGone whether the engine did not know it the last time
   */
  private void insist(TaskHandle task, boolean wasGone) {
    ticker.after(settings.reconcile(), () -> cancelAgain(task, wasGone));
  }

  private void cancelAgain(TaskHandle task, boolean wasGone) {
    if (task.hasEnded()) {
      return;
    }
    try {
      switch (cancel(task.id())) {
        case ENDED -> {}
        case MARKED -> {
          task.cancelRunning();
          insist(task, false);
        }
        case TOO_LATE -> {
          if (wasGone && inbox.catchUp()) {
            task.conclude(cancelled(task.id()), true); // Its last word was lost, if there was one.
          } else {
            insist(task, true);
          }
        }
      }
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot cancel task " + task.id() + " again", e);
      insist(task, wasGone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cancels a task that waits; says whether it did. */
  boolean cancelWaiting(String id) {
    return cancel(id) == Cancelling.ENDED;
  }

  private Cancelling cancel(String id) {
    // Asked first, since a job that ends by this may be forgotten at once.
    Optional<Job> job = find(id);
    WireMessage outcome = cancelled(id);
    Cancelling cancelling = jobs.cancel(id, outcome);
    switch (cancelling) {
      case ENDED -> send(job.map(this::reply).orElse(settings.inbox()), outcome);
      case MARKED -> tellWorker(id);
      case TOO_LATE -> {}
    }
    return cancelling;
  }

  private boolean hasStatus() {
    return provider.capabilities().has(Capability.STATUS);
  }

  /** What is known of a job, by an engine that keeps it. */
  private Optional<Job> find(String id) {
    return hasStatus() ? jobs.find(List.of(id)).get(0) : Optional.empty();
  }

  /** The quick way; if the message is lost, the worker learns of the mark when it extends. */
  private void tellWorker(String id) {
    String worker = find(id).map(Job::worker).orElse(null);
    if (worker != null) {
      askToEnd(id, worker);
    }
  }

  private void askToEnd(String id, String worker) {
    try {
      send(worker, message(id, Control.CANCEL, 0, encode(null)));
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot tell the worker of task " + id, e);
    }
  }

  private WireMessage cancelled(String id) {
    return message(id, Events.CANCELLED, 0, encode(null));
  }

  private String reply(Job job) {
    JobHeader header = new Statuses(format).header(job.parcel());
    return header == null || header.reply().isEmpty() ? settings.inbox() : header.reply();
  }

  private void send(String address, WireMessage message) {
    messages.append(List.of(new Letter(address, null, message)));
  }

  private WireMessage message(String id, String event, long sequence, Body body) {
    MessageHeader about =
        new MessageHeader(
            id,
            event,
            sequence,
            Math.max(0, sequence - 1),
            0,
            System.currentTimeMillis(),
            body.type(),
            settings.inbox());
    return new WireMessage(about, body.bytes(), format);
  }
}
