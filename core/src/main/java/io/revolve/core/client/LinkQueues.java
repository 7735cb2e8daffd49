package io.revolve.core.client;

import io.revolve.api.QueueStatus;
import io.revolve.api.Queues;
import io.revolve.spi.JobLink;
import java.util.List;
import java.util.function.Predicate;

/** The queues of a job link. */
final class LinkQueues implements Queues {

  private static final int AT_ONCE = 1000;

  private final JobLink link;
  private final Predicate<String> cancel;

  /**
   * The queues of a link.
   *
   * @param cancel cancels a task by id, and says whether it was still waiting
   */
  LinkQueues(JobLink link, Predicate<String> cancel) {
    this.link = link;
    this.cancel = cancel;
  }

  @Override
  public List<QueueStatus> list() {
    return link.queues();
  }

  @Override
  public void pause(String queue) {
    link.pause(queue, true);
  }

  @Override
  public void resume(String queue) {
    link.pause(queue, false);
  }

  @Override
  public int purge(String queue) {
    int purged = 0;
    List<String> waiting = link.waiting(queue, AT_ONCE);
    while (!waiting.isEmpty()) {
      int before = purged;
      for (String id : waiting) {
        if (cancel.test(id)) {
          purged++;
        }
      }
      if (purged == before) {
        break; // Others take them faster than they can be cancelled.
      }
      waiting = link.waiting(queue, AT_ONCE);
    }
    return purged;
  }
}
