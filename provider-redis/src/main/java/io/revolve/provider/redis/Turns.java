package io.revolve.provider.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is among weighted queues, by smooth weighted round robin: over any stretch each
 * gets its weight's share. Thread safe.
 */
final class Turns {

  private final List<Queue> queues = new ArrayList<>();

  Turns(Map<String, Integer> weights) {
    weights.forEach((name, weight) -> queues.add(new Queue(name, weight)));
  }

  /** How many of the next jobs each queue may give first, the one whose turn it is at the head. */
  synchronized Map<String, Integer> next(int jobs) {
    Map<String, Integer> shares = new LinkedHashMap<>();
    if (queues.size() == 1) {
      shares.put(queues.get(0).name, jobs);
      return shares;
    }
    for (int i = 0; i < jobs; i++) {
      shares.merge(turn().name, 1, Integer::sum);
    }
    queues.forEach(queue -> shares.putIfAbsent(queue.name, 0));
    return shares;
  }

  private Queue turn() {
    int total = 0;
    Queue chosen = queues.get(0);
    for (Queue queue : queues) {
      total += queue.weight;
      queue.credit += queue.weight;
      if (queue.credit > chosen.credit) {
        chosen = queue;
      }
    }
    chosen.credit -= total;
    return chosen;
  }

  private static final class Queue {
    final String name;
    final int weight;
    long credit;

    Queue(String name, int weight) {
      this.name = name;
      this.weight = weight;
    }
  }
}
