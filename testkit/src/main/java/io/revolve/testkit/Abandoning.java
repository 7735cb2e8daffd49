package io.revolve.testkit;

import io.revolve.api.EngineException;
import io.revolve.spi.Held;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A link of a worker that is as good as killed once it has its jobs: nothing that it says about
 * them arrives, so that their leases run out. Burials arrive, since a worker that was not killed
 * sends those.
 */
public final class Abandoning extends PassingJobs {

  private final BooleanSupplier dead;

  /** Abandons jobs as long as the condition holds. */
  public Abandoning(JobLink inner, BooleanSupplier dead) {
    super(inner);
    this.dead = dead;
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    boolean burials = settlements.stream().allMatch(each -> each instanceof Settlement.Bury);
    if (dead.getAsBoolean() && !burials) {
      return settlements.stream().map(each -> Settled.LOST).toList();
    }
    return super.settle(settlements);
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    if (dead.getAsBoolean()) {
      throw new EngineException("this worker is as good as dead");
    }
    return super.extend(leases, lease);
  }
}
