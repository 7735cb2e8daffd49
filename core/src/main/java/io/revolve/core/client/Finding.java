package io.revolve.core.client;

import io.revolve.core.clock.Ticker;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.messenger.Inbox;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.task.TaskSpec;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks by id and follows them, whoever submitted them: what is kept is heard from the start.
 */
final class Finding {

  private static final Duration FOREIGN_PERIOD = Duration.ofMillis(100);

  private final ClientSettings settings;
  private final JobLink jobs;
  private final Followed followed;
  private final Inbox inbox;
  private final Switchboard switchboard;
  private final Foreign foreign;
  private final Statuses statuses;
  private final Ticker ticker;
  private final AtomicBoolean ticking = new AtomicBoolean();

  Finding(
      ClientSettings settings,
      JobLink jobs,
      Followed followed,
      Inbox inbox,
      Switchboard switchboard,
      LinkMessenger own,
      Statuses statuses,
      Ticker ticker) {
    this.settings = settings;
    this.jobs = jobs;
    this.followed = followed;
    this.inbox = inbox;
    this.switchboard = switchboard;
    this.foreign = new Foreign(own);
    this.statuses = statuses;
    this.ticker = ticker;
  }

  @Nullable TaskHandle find(String id) {
    Optional<Job> job = jobs.find(List.of(id)).get(0);
    if (job.isEmpty()) {
      return null;
    }
    JobHeader header = statuses.header(job.get().parcel());
    String name = header == null ? job.get().name() : header.name();
    TaskHandle task = new TaskHandle(id, TaskSpec.named(name, new Body(Body.JSON, new byte[0])));
    task.handOver(switchboard, System.nanoTime());
    follow(task, job.get(), header);
    return task;
  }

  /** Follows a task under the id of another that does the same work. */
  void follow(TaskHandle task) {
    Optional<Job> job = jobs.find(List.of(task.id())).get(0);
    if (job.isPresent()) {
      follow(task, job.get(), statuses.header(job.get().parcel()));
    } else {
      add(task);
    }
  }

  private void follow(TaskHandle task, Job job, @Nullable JobHeader header) {
    task.found(job.state(), header == null ? 0 : header.history().base());
    String reply = header == null ? "" : header.reply();
    add(task);
    if (reply.equals(settings.inbox())) {
      inbox.whilePaused(() -> foreign.replay(reply, task));
    } else if (!reply.isEmpty()) {
      foreign.follow(reply, task);
      if (ticking.compareAndSet(false, true)) {
        ticker.every(FOREIGN_PERIOD, foreign::round);
      }
    }
    Parcel outcome = job.outcome();
    if (job.state().isTerminal() && outcome != null && !task.hasEnded()) {
      end(task, outcome);
    }
  }

  private void add(TaskHandle task) {
    followed.add(task.id(), task);
    inbox.expect();
  }

  private void end(TaskHandle task, Parcel outcome) {
    WireFormat format = switchboard.format();
    try {
      WireMessage terminal = format.message(outcome);
      task.conclude(terminal, true);
    } catch (UndecodableException e) {
      throw new UndecodableException("the outcome of task " + task.id() + ": " + e.getMessage());
    }
  }
}
