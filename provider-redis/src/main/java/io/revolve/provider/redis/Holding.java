package io.revolve.provider.redis;

import io.revolve.spi.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What a lease's holder says to the scripts: the token of the lease.
 *
 * @param run how the job was handed out
 * @param bundle the bundle that it came in; null if it stands alone
 * @param place its place in the bundle, from 0
 * @param record the job's record, as it came; empty if it came in a bundle
 */
record Holding(Run run, @Nullable Bundle bundle, int place, byte[] record) {

  private static final Holding NONE = new Holding(Run.NONE, null, 0, new byte[0]);

  /** Of a job that stands alone. */
  static Holding alone(Run run, byte[] record) {
    return new Holding(run, null, 0, record);
  }

  /** The job's record, also if it came in a bundle. */
  byte[] record(Lease lease) {
    return bundle == null ? record : bundle.record(place, lease.parcel());
  }

  static Holding of(Lease lease) {
    return lease.token() instanceof Holding holding ? holding : NONE;
  }
}
