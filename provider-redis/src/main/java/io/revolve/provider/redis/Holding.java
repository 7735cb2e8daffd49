package io.revolve.provider.redis;

import io.revolve.spi.Lease;

/**
 * What a lease's holder says to the scripts: the token of the lease.
 *
 * @param run how the job was handed out
 * @param record the job's record, as it came
 */
record Holding(Run run, byte[] record) {

  private static final Holding NONE = new Holding(Run.NONE, new byte[0]);

  static Holding of(Lease lease) {
    return lease.token() instanceof Holding holding ? holding : NONE;
  }
}
