package io.revolve.core.client;

import io.revolve.api.Batch;
import io.revolve.api.Client;
import io.revolve.api.DeadLetters;
import io.revolve.api.EngineException;
import io.revolve.api.Health;
import io.revolve.api.Messenger;
import io.revolve.api.Queues;
import io.revolve.api.Task;
import io.revolve.api.TaskStatus;
import io.revolve.api.Worker;
import io.revolve.api.WorkerInfo;
import io.revolve.core.clock.Ticker;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.messenger.Inbox;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.task.Ids;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.task.TaskSpec;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Capability;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Provider;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A client over a job link and a message link. */
public final class LinkClient implements Client {

  private static final Duration WITHOUT_WAITING = Duration.ZERO;
  private static final int CHUNK = 1000;

  /** A task that is being handed over is not asked about: the engine need not know it yet. */
  private static final long UNASKED_NANOS = Duration.ofDays(1).toNanos();

  private final ClientSettings settings;
  private final JobLink jobs;
  private final MessageLink messages;
  private final @Nullable Worker own;
  private final Ids ids;
  private final Submitting submitting;
  private final Followed followed = new Followed();
  private final Switchboard switchboard;
  private final Reading reading;
  private final Inbox inbox;
  private final Finding finding;
  private final Statuses statuses;
  private final Ticker ticker;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A client that reads its inbox from now on. Closes the links when it is closed.
   *
   * @param own a worker that works for this client alone, and ends with it; null for none
   */
  public LinkClient(
      ClientSettings settings,
      Provider provider,
      JobLink jobs,
      MessageLink messages,
      @Nullable Worker own,
      WireFormat format,
      Ids ids) {
    this.settings = settings;
    this.own = own;
    this.jobs = jobs;
    this.messages = messages;
    this.ids = ids;
    submitting = new Submitting(provider, jobs, format, settings);
    inbox = new Inbox(messages, settings.inbox(), format, new Arrivals());
    reading = new Reading(followed, inbox, settings.inbox());
    ticker = new Ticker("revolve-client-" + settings.id(), 1);
    switchboard =
        new Switchboard(
            settings, provider, jobs, messages, format, reading, followed, inbox, ticker);
    statuses = new Statuses(format);
    LinkMessenger letters = new LinkMessenger(messages, format, Map.of());
    finding = new Finding(settings, jobs, followed, inbox, switchboard, letters, statuses, ticker);
    if (provider.capabilities().has(Capability.STATUS)) {
      Reconciler reconciler =
          new Reconciler(jobs, followed, inbox, format, settings.reconcile(), switchboard::hasRoom);
      ticker.every(settings.reconcile().dividedBy(2), reconciler::round);
    }
    inbox.open();
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public Client handle(Task task) {
    handle(List.of(submitting.check(task)));
    return this;
  }

  @Override
  public Client handleAll(Collection<? extends Task> tasks) {
    List<TaskHandle> handles = new ArrayList<>(tasks.size());
    for (Task task : tasks) {
      handles.add(submitting.check(task));
    }
    handle(handles);
    return this;
  }

  @Override
  public <T> CompletableFuture<T> submit(Task task, Class<T> type) {
    TaskHandle handle = submitting.check(task);
    CompletableFuture<T> future = handle.future(type);
    handle(List.of(handle));
    return future;
  }

  @Override
  public int read() {
    return readNow(null);
  }

  @Override
  public int read(Messenger messenger) {
    return readNow(own(messenger));
  }

  @Override
  public int read(Messenger messenger, Duration wait) throws InterruptedException {
    return reading.read(own(messenger), wait);
  }

  @Override
  public int read(Duration wait) throws InterruptedException {
    return reading.read(null, wait);
  }

  @Override
  public boolean hasCompleted(Task task) {
    if (task instanceof TaskHandle handle) {
      inbox.drainIfArrived();
      return handle.hasCompleted();
    }
    throw new IllegalArgumentException("expected a task made by Make.task, got " + task);
  }

  @Override
  public Optional<Task> find(String id) {
    checkOpen();
    return Optional.ofNullable(finding.find(id));
  }

  @Override
  public Optional<TaskStatus> status(String id) {
    Optional<Job> job = jobs.find(List.of(id)).get(0);
    return job.map(statuses::status);
  }

  @Override
  public List<TaskStatus> tasks(int limit) {
    return jobs.list(limit).stream().map(statuses::status).toList();
  }

  @Override
  public Batch<Object> batch(String name, Iterable<?> inputs) {
    return batch(name, inputs, Object.class);
  }

  @Override
  public <T> Batch<T> batch(String name, Iterable<?> inputs, Class<T> type) {
    List<Object> given = new ArrayList<>();
    List<TaskHandle> tasks = new ArrayList<>();
    for (Object input : inputs) {
      given.add(input);
      tasks.add(new TaskHandle(ids.next(), TaskSpec.named(name, switchboard.encode(input))));
    }
    return batch(given, tasks, type);
  }

  @Override
  public <T> Batch<T> batch(Collection<? extends Task> tasks, Class<T> type) {
    List<TaskHandle> handles = new ArrayList<>(tasks.size());
    for (Task task : tasks) {
      handles.add(submitting.check(task));
    }
    return batch(new ArrayList<Object>(tasks), handles, type);
  }

  @Override
  public DeadLetters deadLetters() {
    return new LinkDeadLetters(jobs, switchboard.format(), statuses);
  }

  @Override
  public Queues queues() {
    return new LinkQueues(jobs, switchboard::cancelWaiting);
  }

  @Override
  public List<WorkerInfo> workers() {
    return new Registry(jobs, switchboard.format()).list();
  }

  @Override
  public Health health() {
    try {
      jobs.ping();
      messages.ping();
      return Health.GREEN;
    } catch (EngineException e) {
      return Health.red(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (own != null) {
        own.close();
      }
      ticker.close();
      inbox.close();
      Iterator<TaskHandle> open = followed.iterator();
      if (!settings.named() && !open.hasNext()) {
        forgetInbox();
      }
      EngineException why = new EngineException("the client was closed before the task ended");
      open.forEachRemaining(task -> task.abandon(why));
      jobs.close();
      messages.close();
    }
  }

  /** Nobody can read on here. What is still to come keeps its inbox: others may find the tasks. */
  private void forgetInbox() {
    try {
      messages.forget(settings.inbox());
    } catch (EngineException e) {
      System.getLogger(LinkClient.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot forget the client's inbox", e);
    }
  }

  private <T> Batch<T> batch(List<Object> inputs, List<TaskHandle> tasks, Class<T> type) {
    BatchProgress progress = new BatchProgress(tasks.size());
    List<BatchElement> elements = new ArrayList<>(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      BatchElement element = new BatchElement(i, inputs.get(i), tasks.get(i), progress);
      tasks.get(i).onEnd(element);
      elements.add(element);
    }
    for (int from = 0; from < tasks.size(); from += CHUNK) {
      handle(tasks.subList(from, Math.min(tasks.size(), from + CHUNK)));
    }
    return new TaskBatch<>(elements, progress, type);
  }

  private void handle(List<TaskHandle> tasks) {
    checkOpen();
    int taken = 0;
    long now = System.nanoTime();
    try {
      for (TaskHandle task : tasks) {
        task.handOver(switchboard, now + UNASKED_NANOS);
        taken++;
        followed.add(task.id(), task);
      }
      List<Submission> submissions = submitting.submit(tasks, now);
      inbox.expect();
      for (int i = 0; i < tasks.size(); i++) {
        accepted(tasks.get(i), submissions.get(i), now);
      }
    } catch (RuntimeException e) {
      for (TaskHandle task : tasks.subList(0, taken)) {
        followed.remove(task.id(), task);
        task.takeBack(e);
      }
      throw e;
    }
  }

  private void accepted(TaskHandle task, Submission submission, long now) {
    String id = task.id();
    task.accepted(submission.id(), now);
    if (!submission.id().equals(id)) {
      followed.remove(id, task);
      finding.follow(task);
    }
  }

  private int readNow(@Nullable LinkMessenger messenger) {
    try {
      return reading.read(messenger, WITHOUT_WAITING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("client " + settings.id() + " is closed");
    }
  }

  private static LinkMessenger own(Messenger messenger) {
    if (messenger instanceof LinkMessenger link) {
      return link;
    }
    throw new IllegalArgumentException(
        "expected a messenger made by Make.messenger, got a " + messenger.getClass().getName());
  }

  /** What comes is taken when the user reads, unless somebody waits for it who does not read. */
  private final class Arrivals implements Inbox.Owner {

    @Override
    public void take(WireMessage message) {
      followed.receive(message, null);
    }

    @Override
    public boolean hasRoom() {
      return switchboard.hasRoom();
    }

    @Override
    public boolean isExpecting() {
      return !followed.isEmpty();
    }

    @Override
    public boolean isWaiting() {
      return switchboard.isUrged();
    }

    @Override
    public void arrived() {
      reading.arrived();
    }
  }
}
