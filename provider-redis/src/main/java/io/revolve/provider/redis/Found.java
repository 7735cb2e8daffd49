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

  private static final int FIELDS = 5;

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
    if (record.length == 0) {
      return null;
    }
    if (EndRecord.is(record)) {
      return EndRecord.read(id, record, now);
    }
    boolean isDue = ((byte[]) row.get(3)).length > 0;
    return open(id, JobRecord.of(record), (byte[]) row.get(2), isDue, (byte[]) row.get(4));
  }

  private static Job open(String id, JobRecord job, byte[] text, boolean isDue, byte[] dead) {
    Run run = text.length == 0 ? Run.NONE : Run.of(text);
    TaskState state =
        switch (text.length == 0 ? 'q' : (char) text[0]) {
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
        run.deliveries(),
        state == TaskState.RUNNING ? run.worker() : null,
        job.at(),
        endedAt,
        job.parcel(),
        outcome);
  }
}
