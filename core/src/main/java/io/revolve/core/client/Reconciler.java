package io.revolve.core.client;

import io.revolve.api.EngineException;
import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.ResultExpiredException;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.messenger.Inbox;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks the engine about tasks of which nothing was heard for a while: it is the arbiter of how a
 * task ended, and a terminal message may be lost where messages are. So nothing waits for ever.
 */
final class Reconciler {

  private static final System.Logger LOGGER = System.getLogger(Reconciler.class.getName());

  /** So many tasks are asked about in one round, however many are followed. */
  private static final int MOST = 1000;

  private final JobLink link;
  private final Followed followed;
  private final Inbox inbox;
  private final WireFormat format;
  private final Duration silence;

  /** False while messages are left with the link, because nobody reads. */
  private final BooleanSupplier hasRoom;

  private Iterator<TaskHandle> next = List.<TaskHandle>of().iterator();

  Reconciler(
      JobLink link,
      Followed followed,
      Inbox inbox,
      WireFormat format,
      Duration silence,
      BooleanSupplier hasRoom) {
    this.link = link;
    this.followed = followed;
    this.inbox = inbox;
    this.format = format;
    this.silence = silence;
    this.hasRoom = hasRoom;
  }

  /** One round. Called by one thread at a time. */
  void round() {
    try {
      List<TaskHandle> silent = silent();
      if (!silent.isEmpty()) {
        reconcile(silent);
      }
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot ask about tasks", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot reconcile tasks", e);
    }
  }

  private List<TaskHandle> silent() {
    if (!next.hasNext()) {
      next = followed.iterator();
    }
    List<TaskHandle> silent = new ArrayList<>();
    long before = System.nanoTime() - silence.toNanos();
    boolean all = hasRoom.getAsBoolean();
    while (next.hasNext() && silent.size() < MOST) {
      TaskHandle task = next.next();
      // A task whose events wait in the link is left to them: its end must not overtake them.
      if (!task.hasEnded() && task.heardAt() - before < 0 && (all || !task.isHeard())) {
        silent.add(task);
      }
    }
    return silent;
  }

  private void reconcile(List<TaskHandle> tasks) throws InterruptedException {
    List<String> ids = tasks.stream().map(TaskHandle::id).toList();
    List<Optional<Job>> jobs = link.find(ids);
    boolean all = inbox.catchUp(); // Whatever came before the answer is heard first.
    long now = System.nanoTime();
    for (int i = 0; i < ids.size(); i++) {
      Optional<Job> job = jobs.get(i);
      WireMessage end;
      if (job.isEmpty()) {
        end = expired(ids.get(i));
      } else if (job.get().state().isTerminal()) {
        end = outcome(job.get());
      } else {
        tasks.get(i).heardAt(now);
        continue;
      }
      if (!all && tasks.get(i).isHeard()) {
        continue;
      }
      for (TaskHandle task : followed.of(ids.get(i))) {
        task.conclude(end, false);
      }
    }
  }

  private WireMessage outcome(Job job) {
    Parcel outcome = job.outcome();
    if (outcome == null) {
      return expired(job.id());
    }
    try {
      return format.message(outcome);
    } catch (UndecodableException e) {
      return expired(job.id());
    }
  }

  private WireMessage expired(String id) {
    Failure failure =
        new Failure(
            ResultExpiredException.class.getName(),
            "task " + id + " has ended, and how is no longer known: see the task's \"keep\"",
            List.of(),
            0);
    Body body = format.codec().encode(failure);
    MessageHeader about =
        new MessageHeader(id, Events.FAILED, 0, 0, 0, System.currentTimeMillis(), body.type(), "");
    return new WireMessage(about, body.bytes(), format);
  }
}
