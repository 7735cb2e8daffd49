package io.revolve.provider.redis;

import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the script "find" says of jobs. */
final class Found {

  private static final int FIELDS = 7;

  /** How long the scripts know an end at least. */
  private static final long KNOWN_MILLIS = 60_000;

  private Found() {}

  /** The jobs that are known, in the order of the reply. */
  static List<Job> list(List<?> reply) {
    List<Job> jobs = new ArrayList<>();
    long now = Long.parseLong(Fields.text(reply.get(0)));
    for (int at = 1; at < reply.size(); at += FIELDS) {
      Job job = read(reply.subList(at, at + FIELDS), now);
      if (job != null) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  /** The jobs that are known, by id. */
  static Map<String, Job> byId(List<?> reply) {
    Map<String, Job> jobs = new HashMap<>();
    list(reply).forEach(job -> jobs.put(job.id(), job));
    return jobs;
  }

  private static @Nullable Job read(List<?> row, long now) {
    String id = Fields.text(row.get(0));
    byte[] record = (byte[]) row.get(1);
    byte[] ended = (byte[]) row.get(4);
    if (record.length > 0) {
      String run = Fields.text(row.get(2));
      boolean isDue = ((byte[]) row.get(3)).length > 0;
      return open(id, JobRecord.of(record), run, isDue, (byte[]) row.get(6));
    }
    return ended.length == 0 ? null : ended(id, ended, Fields.text(row.get(5)), now);
  }

  private static Job open(String id, JobRecord job, String run, boolean isDue, byte[] dead) {
    String[] fields = run.isEmpty() ? new String[] {"q00", "0", ""} : run.split("\t", -1);
    TaskState state =
        switch (fields[0].charAt(0)) {
          case 'r' -> TaskState.RUNNING;
          case 't' -> TaskState.RETRYING;
          case 'x' -> TaskState.FAILED;
          default -> isDue ? TaskState.DELAYED : TaskState.QUEUED;
        };
    Instant endedAt = null;
    Parcel outcome = null;
    if (state == TaskState.FAILED) {
      int line = JobRecord.lineEnd(dead, 0);
      endedAt = Instant.ofEpochMilli(Long.parseLong(JobRecord.fields(dead, 0, line)[0]));
      outcome = Parcel.ofBytes(Arrays.copyOfRange(dead, line + 1, dead.length));
    }
    return new Job(
        id,
        job.name(),
        job.queue(),
        state,
        Integer.parseInt(fields[1]),
        state == TaskState.RUNNING ? fields[2] : null,
        job.at(),
        endedAt,
        job.parcel(),
        outcome);
  }

  /** Three lines, of the end, of the job, and its parcel's header; then the outcome. */
  private static @Nullable Job ended(String id, byte[] bytes, String forgottenAt, long now) {
    int end = JobRecord.lineEnd(bytes, 0);
    String[] fields = JobRecord.fields(bytes, 0, end);
    long retention = Long.parseLong(fields[2]);
    long endedAt = (long) Double.parseDouble(forgottenAt) - Math.max(retention, KNOWN_MILLIS);
    if (now >= endedAt + retention) {
      return null; // Only kept so that an order or an end that comes twice is known.
    }
    int head = JobRecord.lineEnd(bytes, JobRecord.lineEnd(bytes, end + 1) + 1);
    JobRecord job = JobRecord.of(Arrays.copyOfRange(bytes, end + 1, head));
    return new Job(
        id,
        job.name(),
        job.queue(),
        fields[0].equals("C") ? TaskState.COMPLETED : TaskState.CANCELLED,
        Integer.parseInt(fields[1]),
        null,
        job.at(),
        Instant.ofEpochMilli(endedAt),
        Parcel.of(job.parcel().body(), new byte[0]),
        Parcel.ofBytes(Arrays.copyOfRange(bytes, head + 1, bytes.length)));
  }
}
