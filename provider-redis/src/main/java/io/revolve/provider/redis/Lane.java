package io.revolve.provider.redis;

import io.revolve.spi.Order;
import java.util.List;

/**
 * Where jobs wait in a row: those of one queue, priority and name. The names are encoded.
 *
 * @param queue the queue
 * @param priority 0 for the highest
 * @param name the name of the work
 */
record Lane(String queue, int priority, String name) {

  static Lane of(Order order) {
    int priority =
        switch (order.priority()) {
          case HIGH -> 0;
          case NORMAL -> 1;
          case LOW -> 2;
        };
    return new Lane(Fields.encode(order.queue()), priority, Fields.encode(order.name()));
  }

  /** Says it to a script. */
  void addTo(List<byte[]> arguments) {
    arguments.add(Fields.bytes(queue));
    arguments.add(Fields.bytes(priority));
    arguments.add(Fields.bytes(name));
  }
}
