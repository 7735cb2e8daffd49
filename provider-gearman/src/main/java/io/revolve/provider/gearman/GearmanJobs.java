package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.protocol.Frames;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs as background jobs of gearmand. */
final class GearmanJobs implements JobLink {

  /** A pause below this is waited for here. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** Who is given so many at once works on short ones. */
  private static final int MANY = 4;

  private final Functions functions;
  private final Loop loop = new Loop();
  private final Servers servers;
  private final Taking taking;
  private final Known known = new Known();
  private final Waiting waiting = new Waiting();
  private final AtomicInteger wakes = new AtomicInteger();

  GearmanJobs(GearmanSettings settings) {
    functions = new Functions(settings.namespace());
    servers = new Servers(settings, loop, Quiet.INSTANCE);
    taking = new Taking(settings, functions, loop);
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    List<String> keys = new ArrayList<>(orders.size());
    List<ByteBuffer> frames = new ArrayList<>(orders.size());
    List<Submission> submissions = new ArrayList<>(orders.size());
    Set<String> here = new HashSet<>();
    for (Order order : orders) {
      boolean isNew = here.add(order.id()) && !known.has(order.id());
      submissions.add(new Submission(isNew, order.id()));
      if (isNew) {
        keys.add(order.id());
        Cargo cargo = new Cargo(order.priority(), 0, order.parcel());
        String function = functions.work(order.queue(), order.name());
        frames.add(Submit.frame(function, order.id(), cargo, order.delay()));
      }
    }
    if (!frames.isEmpty()) {
      List<Servers.Created> unused = servers.submit(keys, frames);
      keys.forEach(known::add);
    }
    return submissions;
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    int round = wakes.get();
    long end = System.nanoTime() + wait.toNanos();
    taking.offer(request);
    while (true) {
      long now = System.nanoTime();
      List<Taken> jobs = waiting.due(now, max);
      jobs.addAll(taking.poll(max - jobs.size()));
      List<Lease> leases = leases(jobs);
      if (leases.size() >= MANY && wakes.get() == round) {
        long unused = taking.want(max, now); // They are short, and the next will be wanted soon.
      }
      if (!leases.isEmpty() || end - now <= 0 || wakes.get() != round) {
        return leases;
      }
      long next = Math.min(taking.want(max, now), waiting.next(now));
      long until = Math.min(end, now + next);
      boolean unused =
          loop.await(
              () -> taking.hasArrived() || taking.mayAsk(max) || wakes.get() != round, until);
    }
  }

  private List<Lease> leases(List<Taken> jobs) {
    List<Lease> leases = new ArrayList<>(jobs.size());
    for (Taken job : jobs) {
      Cargo cargo = Cargo.of(job.data());
      leases.add(
          new Lease(
              Submit.id(job.unique()),
              functions.name(job.function()),
              functions.queue(job.function()),
              cargo.settled() + 1,
              false,
              cargo.parcel(),
              job));
    }
    return leases;
  }

  @Override
  public void wake() {
    wakes.incrementAndGet();
    loop.wake();
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    List<Settled> settled = new ArrayList<>(settlements.size());
    List<Taken> ended = new ArrayList<>();
    Again again = new Again();
    for (Settlement settlement : settlements) {
      if (settlement.lease().token() instanceof Taken job && job.isHeld()) {
        settled.add(Settled.DONE);
        if (!(settlement instanceof Settlement.Release release)) {
          ended.add(job);
        } else if (release.retry() && release.delay().compareTo(SOON) < 0) {
          byte[] next = Cargo.of(job.data()).putBack(release.parcel()).toBytes();
          waiting.add(job.with(next), System.nanoTime() + release.delay().toNanos());
        } else {
          again.add(job, Cargo.of(job.data()).putBack(release.parcel()), release.delay());
        }
      } else {
        settled.add(Settled.LOST);
      }
    }
    ended.addAll(again.submit(servers));
    complete(ended);
    return settled;
  }

  private static void complete(List<Taken> jobs) {
    Map<Taker, List<ByteBuffer>> frames = new LinkedHashMap<>();
    for (Taken job : jobs) {
      frames
          .computeIfAbsent(job.taker(), t -> new ArrayList<>())
          .add(Frames.request(Kind.WORK_COMPLETE, Frames.bytes(job.handle()), new byte[0]));
    }
    frames.forEach((taker, all) -> taker.peer().say(all));
  }

  @Override
  public void ping() {
    servers.ping();
  }

  @Override
  public void close() {
    wakes.incrementAndGet();
    putBackWaiting();
    loop.close();
  }

  /** Without this they would go to others at once, and as if their last attempt had not been. */
  private void putBackWaiting() {
    Again again = new Again();
    long now = System.nanoTime();
    for (Waiting.Again each : waiting.drain()) {
      if (each.job().isHeld()) {
        Duration delay = Duration.ofNanos(Math.max(0, each.due() - now));
        again.add(each.job(), Cargo.of(each.job().data()), delay);
      }
    }
    try {
      complete(again.submit(servers));
    } catch (EngineException e) {
      System.getLogger(GearmanJobs.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot put jobs back", e);
    }
  }
}
