package io.revolve.provider.gearman;

import io.revolve.api.QueueStatus;
import io.revolve.provider.gearman.admin.FunctionStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the queues of a namespace, by what each server says of its functions. Thread safe. */
final class Counting {
  private final String namespace;
  private final Functions functions;
  private final List<Errand> errands;

  Counting(String namespace, Functions functions, List<Errand> errands) {
    this.namespace = namespace;
    this.functions = functions;
    this.errands = errands;
  }

  /**
   * What all servers have.
   *
   * @param delayedHere what waits for its time in this process, by function
   */
  List<QueueStatus> queues(Map<String, Integer> delayedHere) {
    Map<String, QueueStatus> queues = new TreeMap<>();
    delayedHere.forEach(
        (function, count) -> add(queues, functions.queue(function), 0, count, 0, 0));
    for (Errand errand : errands) {
      errand.admin().status().forEach(status -> add(queues, status));
    }
    return List.copyOf(queues.values());
  }

  private void add(Map<String, QueueStatus> to, FunctionStatus status) {
    String function = status.function();
    Grave grave = Grave.of(namespace, function);
    if (grave != null) {
      add(to, grave.queue(), 0, 0, 0, status.jobs() > 0 ? 1 : 0);
    } else if (functions.isWork(function)) {
      boolean isLater = Functions.isLater(function);
      long waiting = status.waiting();
      add(
          to,
          functions.queue(function),
          isLater ? 0 : waiting,
          isLater ? waiting : 0,
          status.running(),
          0);
    }
  }

  private static void add(
      Map<String, QueueStatus> to,
      String queue,
      long waiting,
      long delayed,
      long running,
      long dead) {
    QueueStatus old = to.getOrDefault(queue, new QueueStatus(queue, 0, 0, 0, 0, false));
    to.put(
        queue,
        new QueueStatus(
            queue,
            old.waiting() + waiting,
            old.delayed() + delayed,
            old.running() + running,
            old.dead() + dead,
            false));
  }
}
