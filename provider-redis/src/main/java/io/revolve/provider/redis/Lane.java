package io.revolve.provider.redis;

import io.revolve.spi.Order;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** What a job's record holds behind its place and its time. */
  byte[] record(String unique, Order order) {
    String retention = Long.toString(order.retention().toMillis());
    String line = priority + "\t" + queue + "\t" + name + "\t" + unique + "\t" + retention + "\n";
    byte[] about = line.getBytes(StandardCharsets.UTF_8);
    byte[] parcel = order.parcel().toBytes();
    byte[] whole = Arrays.copyOf(about, about.length + parcel.length);
    System.arraycopy(parcel, 0, whole, about.length, parcel.length);
    return whole;
  }
}
