package io.revolve.provider.redis;

import io.revolve.spi.Lease;
import io.revolve.spi.Parcel;
import java.util.List;

/**
 * Jobs of one lane that were submitted together, as they were handed out together. As long as all
 * of them go the plain way the server has one record of them, and few steps for all.
 */
final class Bundle {

  /** Of fewer jobs a bundle does not pay. */
  static final int FEWEST = 8;

  /** As many as one thread of a worker takes ahead, unless it is told otherwise. */
  static final int MOST = 64;

  /** What a bundle holds at most, so that all its jobs go to one worker in moderate pieces. */
  static final int MOST_BYTES = 64 << 10;

  private static final int AT = 0;
  private static final int QUEUE = 2;
  private static final int NAME = 3;
  private static final int RETENTION = 4;

  private final String name;
  private final Run run;
  private final String[] about;
  private final long retentionMillis;

  /**
   * A bundle that was handed out.
   *
   * @param about the fields of its first job
   */
  Bundle(String name, Run run, String about) {
    this.name = name;
    this.run = run;
    this.about = about.split("\t", -1);
    retentionMillis = Long.parseLong(this.about[RETENTION], Character.MAX_RADIX);
  }

  /** Its name at the server. */
  String name() {
    return name;
  }

  Run run() {
    return run;
  }

  /** The queue, encoded. */
  String queue() {
    return about[QUEUE];
  }

  long retentionMillis() {
    return retentionMillis;
  }

  /** Adds the leases of its jobs. */
  void addTo(List<Lease> leases, String ids, byte[] parcels) {
    String job = Fields.decode(about[NAME]);
    String queue = Fields.decode(about[QUEUE]);
    String[] each = ids.split("\t", -1);
    List<Parcel> all = Frame.read(parcels);
    for (int i = 0; i < each.length; i++) {
      Holding holding = new Holding(run, this, i, new byte[0]);
      leases.add(new Lease(each[i], job, queue, 1, false, all.get(i), holding));
    }
  }

  /** The record that the job at a place would have if it stood alone. */
  byte[] record(int place, Parcel parcel) {
    String[] fields = about.clone();
    long at = Long.parseLong(fields[AT], Character.MAX_RADIX) + place;
    fields[AT] = Long.toString(at, Character.MAX_RADIX);
    return JobRecord.whole(String.join("\t", fields), parcel);
  }
}
