package io.revolve.provider.redis;

import io.revolve.spi.Lease;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a lease's holder says to the scripts: the token of the lease.
 *
 * @param run the text of the run, which is the fence: another hand-out has another
 * @param record the fields of the job and its parcel, as they came
 */
record Holding(byte[] run, byte[] record) {

  private static final int STAMP = 2;

  static Holding of(Lease lease) {
    return lease.token() instanceof Holding holding
        ? holding
        : new Holding(new byte[0], new byte[0]);
  }

  /** How often the job was handed out. */
  int deliveries() {
    return Integer.parseInt(fields()[1]);
  }

  /** Whether the job was cancelled before. */
  boolean isCancelled() {
    return run[1] == '1';
  }

  /** The job's unique key as the scripts know it; empty for none. */
  String unique() {
    String[] fields = JobRecord.fields(record, 0, JobRecord.lineEnd(record, 0));
    return fields.length > JobRecord.UNIQUE ? fields[JobRecord.UNIQUE] : "";
  }

  /** What is kept of the end: a line about it, the job's two first lines, and the outcome. */
  byte[] end(String state, long retention, byte[] outcome) {
    String[] fields = fields();
    String line =
        String.join(
                "\t",
                state,
                fields[1],
                Long.toString(retention),
                fields[2],
                fields[0].substring(STAMP))
            + "\n";
    byte[] about = line.getBytes(StandardCharsets.UTF_8);
    int head = JobRecord.lineEnd(record, Math.min(record.length, JobRecord.lineEnd(record, 0) + 1));
    byte[] whole = Arrays.copyOf(about, about.length + head + 1 + outcome.length);
    System.arraycopy(record, 0, whole, about.length, head);
    whole[about.length + head] = '\n';
    System.arraycopy(outcome, 0, whole, about.length + head + 1, outcome.length);
    return whole;
  }

  private String[] fields() {
    return new String(run, StandardCharsets.UTF_8).split("\t", -1);
  }
}
