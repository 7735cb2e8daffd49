package io.revolve.testkit;

import io.revolve.api.QueueStatus;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Passes every call on to another job link: the base of links that change one thing. */
public class PassingJobs implements JobLink {

  /** Where the calls go. */
  protected final JobLink inner;

  /** Passes on to a link. */
  public PassingJobs(JobLink inner) {
    this.inner = inner;
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    return inner.submit(orders);
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    return inner.lease(request, max, wait);
  }

  @Override
  public void wake() {
    inner.wake();
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    return inner.settle(settlements);
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    return inner.extend(leases, lease);
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    return inner.cancel(id, outcome);
  }

  @Override
  public List<Optional<Job>> find(Collection<String> ids) {
    return inner.find(ids);
  }

  @Override
  public List<Job> list(int limit) {
    return inner.list(limit);
  }

  @Override
  public List<Job> dead(int limit) {
    return inner.dead(limit);
  }

  @Override
  public Optional<Job> dead(String id) {
    return inner.dead(id);
  }

  @Override
  public boolean replay(String id, Parcel parcel) {
    return inner.replay(id, parcel);
  }

  @Override
  public boolean delete(String id) {
    return inner.delete(id);
  }

  @Override
  public List<QueueStatus> queues() {
    return inner.queues();
  }

  @Override
  public void pause(String queue, boolean paused) {
    inner.pause(queue, paused);
  }

  @Override
  public List<String> waiting(String queue, int limit) {
    return inner.waiting(queue, limit);
  }

  @Override
  public void announce(String worker, Parcel note, Duration lifetime) {
    inner.announce(worker, note, lifetime);
  }

  @Override
  public List<Parcel> workers(int limit) {
    return inner.workers(limit);
  }

  @Override
  public void ping() {
    inner.ping();
  }

  @Override
  public void close() {
    inner.close();
  }
}
