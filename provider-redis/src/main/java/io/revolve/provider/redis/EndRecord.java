package io.revolve.provider.redis;

import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Parcel;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a job that has completed or was cancelled: a line about the end, the job's own
 * line, its parcel's header, and the outcome. Begins with a capital letter, unlike {@link
 * JobRecord}.
 */
final class EndRecord {

  private static final char COMPLETED = 'C';
  private static final char CANCELLED = 'X';
  private static final int DELIVERIES = 1;
  private static final int RETENTION = 2;
  private static final int ENDED_AT = 4;

  private EndRecord() {}

  /**
   * Writes one.
   *
   * @param run of the lease that ends
   * @param retentionMillis how long it is shown
   * @param atMillis when it ended, by the server's clock
   * @param job the job's record
   * @param outcome a parcel
   */
  static byte[] write(
      TaskState state, Run run, long retentionMillis, long atMillis, byte[] job, byte[] outcome) {
    byte[] about = Fields.bytes(line(state, run, retentionMillis, atMillis) + '\n');
    int head = JobRecord.lineEnd(job, Math.min(job.length, JobRecord.lineEnd(job, 0) + 1));
    byte[] whole = Arrays.copyOf(about, about.length + head + 1 + outcome.length);
    System.arraycopy(job, 0, whole, about.length, head);
    whole[about.length + head] = '\n';
    System.arraycopy(outcome, 0, whole, about.length + head + 1, outcome.length);
    return whole;
  }

  /** The line about the end, with parameters as above. */
  static String line(TaskState state, Run run, long retentionMillis, long atMillis) {
    StringBuilder line = new StringBuilder(64);
    line.append(state == TaskState.COMPLETED ? COMPLETED : CANCELLED).append('\t');
    line.append(run.deliveries()).append('\t');
    line.append(Long.toString(retentionMillis, Character.MAX_RADIX)).append('\t');
    line.append(run.worker()).append('\t').append(atMillis).append('\t');
    return line.append(run.stamp()).toString();
  }

  static boolean is(byte[] record) {
    return record.length > 0 && (record[0] == COMPLETED || record[0] == CANCELLED);
  }

  /** The job that ended so; null once its retention is over. */
  static @Nullable Job read(String id, byte[] bytes, long nowMillis) {
    int end = JobRecord.lineEnd(bytes, 0);
    String[] fields = JobRecord.fields(bytes, 0, end);
    long retention = Long.parseLong(fields[RETENTION], Character.MAX_RADIX);
    long endedAt = Long.parseLong(fields[ENDED_AT]);
    if (nowMillis >= endedAt + retention) {
      return null; // Only kept so that an order or an end that comes twice is known.
    }
    int head = JobRecord.lineEnd(bytes, JobRecord.lineEnd(bytes, end + 1) + 1);
    JobRecord job = JobRecord.of(Arrays.copyOfRange(bytes, end + 1, head));
    return new Job(
        id,
        job.name(),
        job.queue(),
        bytes[0] == COMPLETED ? TaskState.COMPLETED : TaskState.CANCELLED,
        Integer.parseInt(fields[DELIVERIES]),
        null,
        job.at(),
        Instant.ofEpochMilli(endedAt),
        Parcel.of(job.parcel().body(), new byte[0]),
        Parcel.ofBytes(Arrays.copyOfRange(bytes, head + 1, bytes.length)));
  }
}
