package io.revolve.testkit.socket;

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
import java.io.DataInputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The job link at this end of the line. */
record SocketJobs(Line line) implements JobLink {

  @Override
  public List<Submission> submit(List<Order> orders) {
    return line.call(
        Op.SUBMIT,
        out -> Frames.list(out, orders, Frames::order),
        in -> Frames.list(in, Frames::submission));
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    return line.waiting(
        Op.LEASE,
        wait,
        out -> {
          Frames.request(out, request);
          out.writeInt(max);
          Frames.duration(out, wait);
        },
        in -> Frames.list(in, Frames::lease));
  }

  @Override
  public void wake() {
    line.call(Op.WAKE, out -> {}, in -> true);
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    return line.call(
        Op.SETTLE,
        out -> Frames.list(out, settlements, Frames::settlement),
        in -> Frames.list(in, each -> Settled.valueOf(each.readUTF())));
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    return line.call(
        Op.EXTEND,
        out -> {
          Frames.list(out, leases, Frames::lease);
          Frames.duration(out, lease);
        },
        in -> Frames.list(in, each -> Held.valueOf(each.readUTF())));
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    return line.call(
        Op.CANCEL,
        out -> {
          Frames.text(out, id);
          Frames.parcel(out, outcome);
        },
        in -> Cancelling.valueOf(in.readUTF()));
  }

  @Override
  public List<Optional<Job>> find(Collection<String> ids) {
    return line.call(
        Op.FIND,
        out -> Frames.list(out, ids, Frames::text),
        in -> Frames.list(in, each -> Optional.ofNullable(Frames.maybe(each, Frames::job))));
  }

  @Override
  public List<Job> list(int limit) {
    return jobs(Op.LIST, limit);
  }

  @Override
  public List<Job> dead(int limit) {
    return jobs(Op.DEAD, limit);
  }

  private List<Job> jobs(Op op, int limit) {
    return line.call(op, out -> out.writeInt(limit), in -> Frames.list(in, Frames::job));
  }

  @Override
  public boolean replay(String id, Parcel parcel) {
    return line.call(
        Op.REPLAY,
        out -> {
          Frames.text(out, id);
          Frames.parcel(out, parcel);
        },
        DataInputStream::readBoolean);
  }

  @Override
  public boolean delete(String id) {
    return line.call(Op.DELETE, out -> Frames.text(out, id), DataInputStream::readBoolean);
  }

  @Override
  public List<QueueStatus> queues() {
    return line.call(Op.QUEUES, out -> {}, in -> Frames.list(in, Frames::queue));
  }

  @Override
  public void pause(String queue, boolean paused) {
    line.call(
        Op.PAUSE,
        out -> {
          Frames.text(out, queue);
          out.writeBoolean(paused);
        },
        in -> true);
  }

  @Override
  public List<String> waiting(String queue, int limit) {
    return line.call(
        Op.WAITING,
        out -> {
          Frames.text(out, queue);
          out.writeInt(limit);
        },
        in -> Frames.list(in, Frames::text));
  }

  @Override
  public void announce(String worker, Parcel note, Duration lifetime) {
    line.call(
        Op.ANNOUNCE,
        out -> {
          Frames.text(out, worker);
          Frames.parcel(out, note);
          Frames.duration(out, lifetime);
        },
        in -> true);
  }

  @Override
  public List<Parcel> workers(int limit) {
    return line.call(Op.WORKERS, out -> out.writeInt(limit), in -> Frames.list(in, Frames::parcel));
  }

  @Override
  public void ping() {
    line.call(Op.PING, out -> {}, in -> true);
  }

  @Override
  public void close() {
    line.close();
  }
}
