package io.revolve.testkit.broken;

import io.revolve.api.TaskState;
import io.revolve.spi.Held;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import io.revolve.testkit.PassingJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Job links with one fault each. */
final class BrokenJobs {

  private BrokenJobs() {}

  /** Accepts every tenth job and throws it away. */
  static final class LosesJobs extends PassingJobs {
    private final AtomicInteger count = new AtomicInteger();

    LosesJobs(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Submission> submit(List<Order> orders) {
      List<Order> kept =
          orders.stream().filter(order -> count.incrementAndGet() % 10 != 0).toList();
      if (!kept.isEmpty()) {
        super.submit(kept);
      }
      return orders.stream().map(order -> new Submission(true, order.id())).toList();
    }
  }

  /** Hands every tenth job out twice. */
  static final class RepeatsJobs extends PassingJobs {
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<Lease> again = new ConcurrentLinkedQueue<>();

    RepeatsJobs(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Lease> lease(LeaseRequest request, int max, Duration wait)
        throws InterruptedException {
      Lease second = again.poll();
      if (second != null) {
        return List.of(second);
      }
      List<Lease> leases = super.lease(request, max, wait);
      leases.stream().filter(lease -> count.incrementAndGet() % 10 == 0).forEach(again::add);
      return leases;
    }
  }

  /** Says that a lease was extended, and forgets to do it. */
  static final class ForgetsToExtend extends PassingJobs {
    ForgetsToExtend(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Held> extend(List<Lease> leases, Duration lease) {
      return leases.stream().map(each -> Held.HELD).toList();
    }
  }

  /**
   * Gives leases that never run out, so that the job of a dead worker is never handed out again.
   */
  static final class ForgetsLeases extends PassingJobs {
    ForgetsLeases(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Lease> lease(LeaseRequest request, int max, Duration wait)
        throws InterruptedException {
      Duration forever = Duration.ofHours(1);
      return super.lease(
          new LeaseRequest(request.worker(), request.queues(), request.names(), forever),
          max,
          wait);
    }
  }

  /** Hands out several jobs last one first, and takes one that came earlier after one that came. */
  static final class ReordersJobs extends PassingJobs {
    ReordersJobs(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Submission> submit(List<Order> orders) {
      List<Order> backwards = new ArrayList<>(orders);
      Collections.reverse(backwards);
      super.submit(backwards);
      return orders.stream().map(order -> new Submission(true, order.id())).toList();
    }
  }

  /** Keeps a worker in its list that says it has stopped. */
  static final class KeepsStoppedWorkers extends PassingJobs {
    KeepsStoppedWorkers(JobLink inner) {
      super(inner);
    }

    @Override
    public void announce(String worker, Parcel note, Duration lifetime) {
      if (!lifetime.isZero()) {
        super.announce(worker, note, lifetime);
      }
    }
  }

  /** Keeps a worker in its list that says nothing more. */
  static final class KeepsDeadWorkers extends PassingJobs {
    KeepsDeadWorkers(JobLink inner) {
      super(inner);
    }

    @Override
    public void announce(String worker, Parcel note, Duration lifetime) {
      super.announce(worker, note, lifetime.isZero() ? lifetime : Duration.ofHours(1));
    }
  }

  /** Ends a job for whoever asks, though the lease was lost. */
  static final class CompletesLostLeases extends PassingJobs {
    CompletesLostLeases(JobLink inner) {
      super(inner);
    }

    @Override
    public List<Settled> settle(List<? extends Settlement> settlements) {
      List<Settled> answers = new ArrayList<>(super.settle(settlements));
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i) == Settled.LOST) {
          answers.set(i, force(settlements.get(i)));
        }
      }
      return answers;
    }

    private Settled force(Settlement settlement) {
      if (settlement instanceof Settlement.Finish finish && finish.state() == TaskState.COMPLETED) {
        Lease lost = finish.lease();
        Lease stolen =
            new Lease(
                lost.id(),
                lost.name(),
                lost.queue(),
                lost.delivery() + 1,
                false,
                lost.parcel(),
                lost.token());
        super.settle(
            List.of(
                new Settlement.Finish(
                    stolen, finish.state(), finish.outcome(), finish.retention())));
        return Settled.DONE;
      }
      return Settled.LOST;
    }
  }
}
