package io.revolve.provider.redis;

import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A job as the server keeps it until its end: a line of fields, then the parcel. Written by the
 * client, read by scripts too.
 *
 * @param at when it was accepted
 * @param queue its queue
 * @param name the name of the work
 * @param parcel what was submitted, or put back last
 */
record JobRecord(Instant at, String queue, String name, Parcel parcel) {

  private static final int AT = 0;
  private static final int QUEUE = 2;
  private static final int NAME = 3;
  private static final int UNIQUE = 5;

  /**
   * Short, since there are many: numbers have the base 36, and a key that is not there no place.
   */
  static byte[] write(long atMicros, Lane lane, Order order, String unique) {
    return whole(line(atMicros, lane, order, unique), order.parcel());
  }

  /** The line of fields. */
  static String line(long atMicros, Lane lane, Order order, String unique) {
    StringBuilder line = new StringBuilder(48);
    line.append(Long.toString(atMicros, Character.MAX_RADIX)).append('\t');
    line.append(lane.priority()).append('\t').append(lane.queue()).append('\t').append(lane.name());
    line.append('\t').append(Long.toString(order.retention().toMillis(), Character.MAX_RADIX));
    if (!unique.isEmpty()) {
      line.append('\t').append(unique);
    }
    return line.toString();
  }

  /** A line of fields and a parcel. */
  static byte[] whole(String line, Parcel parcel) {
    byte[] about = Fields.bytes(line + '\n');
    byte[] bytes = parcel.toBytes();
    byte[] whole = Arrays.copyOf(about, about.length + bytes.length);
    System.arraycopy(bytes, 0, whole, about.length, bytes.length);
    return whole;
  }

  static JobRecord of(byte[] bytes) {
    int end = lineEnd(bytes, 0);
    String[] fields = fields(bytes, 0, end);
    long micros = Long.parseLong(fields[AT], Character.MAX_RADIX);
    return new JobRecord(
        Instant.ofEpochSecond(0, micros * 1000),
        Fields.decode(fields[QUEUE]),
        Fields.decode(fields[NAME]),
        Parcel.ofBytes(Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length)));
  }

  /** The job's unique key, encoded; empty for none. */
  static String unique(byte[] bytes) {
    String[] fields = fields(bytes, 0, lineEnd(bytes, 0));
    return fields.length > UNIQUE ? fields[UNIQUE] : "";
  }

  static String[] fields(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).split("\t", -1);
  }

  /** Where the line that begins somewhere ends. */
  static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return bytes.length;
  }
}
