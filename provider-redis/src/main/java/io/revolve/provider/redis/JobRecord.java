package io.revolve.provider.redis;

import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A job as the server keeps it: a line of fields, then the parcel.
 *
 * @param at when it was accepted
 * @param queue its queue
 * @param name the name of the work
 * @param parcel what was submitted, or put back last
 */
record JobRecord(Instant at, String queue, String name, Parcel parcel) {

  private static final int AT = 1;
  private static final int QUEUE = 3;
  private static final int NAME = 4;
  static final int UNIQUE = 5;

  static JobRecord of(byte[] bytes) {
    int end = lineEnd(bytes, 0);
    String[] fields = fields(bytes, 0, end);
    return new JobRecord(
        Instant.ofEpochMilli(Long.parseLong(fields[AT])),
        Fields.decode(fields[QUEUE]),
        Fields.decode(fields[NAME]),
        Parcel.ofBytes(Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length)));
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
