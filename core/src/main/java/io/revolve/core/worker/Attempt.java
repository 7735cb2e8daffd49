package io.revolve.core.worker;

import io.revolve.api.Events;
import io.revolve.api.LeaseLostException;
import io.revolve.api.Listener;
import io.revolve.api.Messenger;
import io.revolve.api.PayloadException;
import io.revolve.api.Progress;
import io.revolve.api.RunningTask;
import io.revolve.api.TaskState;
import io.revolve.api.TaskStatus;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Lease;
import io.revolve.spi.Letter;
import io.revolve.spi.Settlement;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a task: what its callback sees, and where its lease, its cancellation and its end
 * meet. Exactly one of those who may end it does. Guarded by its monitor, which is never held while
 * a link is used.
 */
final class Attempt implements RunningTask {

  private static final long FULL_PAUSE_MILLIS = 5;

  private final Workshop workshop;
  private final Lease lease;
  private final JobParcel parcel;
  private final int number;
  private final Voice voice;
  private final Interruption interruption;
  private @Nullable IdentityHashMap<LinkMessenger, Voice> voices;
  private @Nullable Tells tells;

  /** Until when the lease holds, in nanoseconds of this JVM. */
  private volatile long leasedUntil;

  /** Nothing can be written any more. */
  private volatile boolean over;

  private volatile boolean lost;

  /** When it ended, in milliseconds since 1970; guarded by this. */
  private long endedAt;

  Attempt(Workshop workshop, Lease lease, JobParcel parcel, long leasedUntil) {
    this.workshop = workshop;
    this.lease = lease;
    this.parcel = parcel;
    this.leasedUntil = leasedUntil;
    JobHeader job = parcel.job();
    number = job.history().run(lease.delivery());
    voice = voice(reply());
    interruption = new Interruption(this, workshop);
  }

  Lease lease() {
    return lease;
  }

  JobParcel parcel() {
    return parcel;
  }

  Interruption interruption() {
    return interruption;
  }

  TaskStatus status() {
    JobHeader job = parcel.job();
    return new TaskStatus(
        job.id(),
        job.name(),
        lease.queue(),
        TaskState.RUNNING,
        number,
        workshop.settings().id(),
        job.at(),
        null,
        null);
  }

  @Override
  public String id() {
    return lease.id();
  }

  @Override
  public String name() {
    return parcel.job().name();
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public <T> @Nullable T payload(Class<T> type) {
    return workshop.format().codec().decode(payload(), type);
  }

  Body payload() {
    return new Body(parcel.job().type(), parcel.body());
  }

  @Override
  public void write(String event, @Nullable Object payload) {
    checkName(event);
    emit(event, workshop.format().codec().encode(payload));
  }

  @Override
  public void writeTo(Messenger messenger, String event, @Nullable Object payload) {
    checkName(event);
    emitTo(link(messenger), event, workshop.format().codec().encode(payload));
  }

  /** The only kind of messenger that can be written to. */
  static LinkMessenger link(Messenger messenger) {
    if (messenger instanceof LinkMessenger link) {
      return link;
    }
    throw new IllegalArgumentException(
        "expected a messenger made by Make.messenger, got a " + messenger.getClass().getName());
  }

  /** Sends an event over a messenger. */
  void emitTo(LinkMessenger link, String event, Body body) {
    Letter letter;
    synchronized (this) {
      checkLive(System.nanoTime());
      if (voices == null) {
        voices = new IdentityHashMap<>();
      }
      Voice own = voices.computeIfAbsent(link, l -> voice(LinkMessenger.address(reply())));
      letter = own.letter(own.say(event, body, System.currentTimeMillis()));
    }
    link.link().append(List.of(letter));
  }

  @Override
  public void progress(long done, long total) {
    if (!workshop.outbox().isFull()) {
      emit(Events.PROGRESS, workshop.format().codec().encode(new Progress(done, total)));
    }
  }

  @Override
  public void addListener(String event, Listener listener) {
    tells().listen(event, listener);
  }

  @Override
  public boolean isCancelled() {
    return over || interruption.isRequested() || isLeaseOver();
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw new CancellationException("task " + name() + " (" + id() + ") should end");
    }
  }

  @Override
  public Map<String, String> headers() {
    return parcel.job().options().headers();
  }

  /** Sends an event, and waits where too much waits to be sent. */
  void emit(String event, Body body) {
    if (body.bytes().length > workshop.maxMessage()) {
      throw new PayloadException(
          String.format(
              "event \"%s\" has %,d bytes; this worker's messages carry %,d at most",
              event, body.bytes().length, workshop.maxMessage()));
    }
    long now = System.nanoTime();
    synchronized (this) {
      checkLive(now);
      sayBeginning();
      Letter letter = voice.letter(voice.say(event, body, workshop.wall().millis(now)));
      workshop.outbox().add(new Entry.Event(letter));
    }
    if (event.equals(Events.PROGRESS)) {
      workshop.outbox().flushSoon();
    } else {
      workshop.outbox().flush();
    }
    while (workshop.outbox().isFull() && !isCancelled()) {
      pause();
    }
  }

  /** The callback is about to run. Its client hears so soon, or with the end if that is sooner. */
  void begin(long now) {
    synchronized (this) {
      checkLive(now);
      voice.begin(workshop.wall().millis(now));
    }
    workshop.outbox().begun();
  }

  /**
   * Says that the run has begun, if that is still unsaid and has waited long enough.
   *
   * @return whether it is still unsaid
   */
  synchronized boolean sayBeginningIfDue(long now) {
    if (!over && voice.isBeginningDue(now)) {
      sayBeginning();
    }
    return !over && voice.isBeginningUnsaid();
  }

  private void sayBeginning() {
    if (voice.isBeginningUnsaid()) {
      workshop.outbox().add(new Entry.Event(voice.letter(voice.sayBeginning())));
    }
  }

  /** Whether it has begun and not ended: what was taken ahead does not run yet. */
  synchronized boolean isRunning() {
    return !over && voice.hasSpoken();
  }

  /** Hears everything that the client tells the task. */
  void hear(Consumer<WireMessage> listener) {
    tells().listenToAll(message -> listener.accept((WireMessage) message));
  }

  /** Takes what a client tells the task. */
  void told(WireMessage message) {
    tells().take(message);
  }

  void requestCancel() {
    interruption.requestCancel();
  }

  void extended(long until) {
    leasedUntil = until;
  }

  /** Gives up if the lease has run out by this JVM's own clock. */
  void checkLease() {
    if (isLeaseOver()) {
      lost();
    }
  }

  /** The lease is another's: nothing more may be said. */
  void lost() {
    synchronized (this) {
      if (lost) {
        return;
      }
      lost = true;
      over = true;
    }
    workshop.keeper().remove(this);
    workshop.counts().lost.increment();
    interruption.interruptNow();
  }

  /** Ends the attempt, unless something else has ended it. A flush of the outbox must follow. */
  void end(Ending ending) {
    end(System.nanoTime(), ending);
  }

  /** Ends the attempt at a time of this JVM that has just been taken, in nanoseconds. */
  void end(long now, Ending ending) {
    boolean late;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      late = isLeaseOver(now);
      if (!late) {
        endedAt = workshop.wall().millis(now);
        ending.end(voice);
      }
    }
    if (late) {
      lost();
    }
  }

  /** When it ended, in milliseconds since 1970; for who ends it. */
  long endedAt() {
    return endedAt;
  }

  /** The engine has taken the end. */
  void settled(Settlement settlement) {
    workshop.keeper().remove(this);
    Counts counts = workshop.counts();
    if (settlement instanceof Settlement.Bury) {
      counts.failed.increment();
    } else if (settlement instanceof Settlement.Finish finish) {
      (finish.state() == TaskState.COMPLETED ? counts.completed : counts.cancelled).increment();
    } else if (settlement instanceof Settlement.Release release) {
      (release.retry() ? counts.retried : counts.returned).increment();
    }
  }

  /** It was to be put back, and was cancelled meanwhile. */
  void cancelledMeanwhile() {
    synchronized (this) {
      workshop.outbox().add(Verdict.cancelled(this, voice));
    }
  }

  private boolean isLeaseOver() {
    return isLeaseOver(System.nanoTime());
  }

  private boolean isLeaseOver(long now) {
    return leasedUntil - now < 0;
  }

  private String reply() {
    return parcel.job().reply();
  }

  private Voice voice(String address) {
    return new Voice(workshop.format(), id(), address, number, workshop.settings().inbox());
  }

  private synchronized Tells tells() {
    if (tells == null) {
      tells = new Tells(workshop.listeners(), workshop.ticker());
    }
    return tells;
  }

  private void checkLive(long now) {
    if (over || isLeaseOver(now)) {
      throw new LeaseLostException(
          "attempt " + number + " of task " + name() + " (" + id() + ") is over");
    }
  }

  static void checkName(String event) {
    if (Events.RESERVED.contains(event)) {
      throw new IllegalArgumentException("event \"" + event + "\" is reserved; use another name");
    }
  }

  private void pause() {
    try {
      Thread.sleep(FULL_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the engine takes no events");
    }
  }

  /** Says how an attempt ends: adds its last entries to the outbox. */
  interface Ending {
    void end(Voice voice);
  }
}
