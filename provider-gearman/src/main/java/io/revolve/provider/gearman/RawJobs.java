package io.revolve.provider.gearman;

import io.revolve.api.UnsupportedFeatureException;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Order;
import io.revolve.spi.Plain;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import io.revolve.spi.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs without headers, so that clients and workers take part that know nothing of Revolve: a
 * function is the bare name of the work, its data the payload alone.
 */
final class RawJobs implements JobLink {

  /** A longer key is accepted by gearmand, and spoils the job when it is handed out. */
  private static final int LONGEST_KEY = 63;

  private final GearmanSettings.Failures failures;
  private final Functions functions;
  private final Loop loop = new Loop();
  private final Flights flights = new Flights();
  private final Known<Boolean> known = new Known<>();
  private final Servers servers;
  private final Supply supply;
  private final Holding holding;
  private final RawMessages messages;

  RawJobs(GearmanSettings settings) {
    failures = settings.failures();
    functions = new Functions(settings.namespace(), true);
    servers = new Servers(settings, loop, flights);
    loop.add(flights);
    supply = new Supply(settings, functions);
    holding = new Holding(supply::look);
    messages = new RawMessages(loop, holding, servers::ping);
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  /** Equal keys are one job to the server, whose clients all hear what comes of it. */
  @Override
  public Capabilities capabilities(Capabilities declared) {
    Set<Capability> can =
        EnumSet.of(
            Capability.JOBS,
            Capability.MESSAGES,
            Capability.DELAY,
            Capability.PRIORITY,
            Capability.UNIQUE);
    return new Capabilities(can, declared.maxPayload());
  }

  @Override
  public MessageLink messages() {
    return messages;
  }

  /** The server hands out jobs by the name of their function. */
  @Override
  public boolean takesEveryName() {
    return false;
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    List<Submission> submissions = new ArrayList<>(orders.size());
    List<RawFlight> fly = new ArrayList<>(orders.size());
    Set<String> here = new HashSet<>();
    for (Order order : orders) {
      boolean isNew = here.add(order.id()) && !known.has(order.id());
      submissions.add(new Submission(isNew, order.id()));
      if (isNew) {
        fly.add(flight(order));
      }
    }
    List<RawFlight> now = fly.stream().filter(flight -> flight.delay().isZero()).toList();
    for (RawFlight flight : fly) {
      if (!flight.delay().isZero()) {
        known.add(flight.id(), true);
        flights.begin(flight, flight.delay());
        loop.wake();
      }
    }
    if (!now.isEmpty()) {
      servers.submit(
          now.stream().map(RawFlight::key).toList(),
          now.stream().map(flights::frame).toList(),
          (place, peer, handle) -> {
            known.add(now.get(place).id(), true);
            flights.begun(peer, handle, now.get(place));
          });
    }
    return submissions;
  }

  private RawFlight flight(Order order) {
    String key = order.unique() == null ? order.id() : order.unique();
    int length = key.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_KEY || key.indexOf('\0') >= 0) {
      throw new UnsupportedFeatureException(
          String.format(
              "the unique key of task %s has %d bytes; Gearman takes keys of %d at most, without"
                  + " zero bytes",
              order.name(), length, LONGEST_KEY));
    }
    Plain plain = order.parcel().plain();
    byte[] data = plain == null ? order.parcel().body() : plain.body();
    return new RawFlight(order, key, data, messages::receive);
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    List<Taken> jobs = supply.take(request, max, wait);
    List<Lease> leases = new ArrayList<>(jobs.size());
    for (Taken job : jobs) {
      holding.add(job.name(), job);
      leases.add(
          new Lease(
              job.name(),
              functions.name(job.function()),
              functions.queue(job.function()),
              1,
              false,
              new Plain.Work(job.data()),
              job));
    }
    return leases;
  }

  @Override
  public void wake() {
    supply.wake();
  }

  @Override
  public boolean canSettleWith(MessageLink link) {
    return link == messages;
  }

  /** The last letters say what the settlements say. */
  @Override
  public Told settle(
      MessageLink link,
      List<Letter> before,
      List<? extends Settlement> settlements,
      List<Letter> after) {
    link.append(before);
    return new Told(settle(settlements), true);
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    supply.look();
    List<Settled> settled = new ArrayList<>(settlements.size());
    List<Taken.Said> said = new ArrayList<>(settlements.size());
    for (Settlement settlement : settlements) {
      if (!(settlement.lease().token() instanceof Taken job)) {
        settled.add(Settled.LOST);
        continue;
      }
      holding.remove(job.name(), job);
      if (!job.isHeld()) {
        settled.add(Settled.LOST);
        continue;
      }
      settled.add(Settled.DONE);
      if (settlement instanceof Settlement.Finish finish) {
        end(job, finish.outcome().plain(), said);
      } else if (settlement instanceof Settlement.Bury bury) {
        end(job, bury.outcome().plain(), said);
      } else if (settlement instanceof Settlement.Release release) {
        supply.again(job, release.delay());
      }
    }
    Taken.say(said);
    return settled;
  }

  private void end(Taken job, @Nullable Plain outcome, List<Taken.Said> said) {
    if (outcome instanceof Plain.Result result) {
      said.add(job.said(Kind.WORK_COMPLETE, result.body()));
    } else if (outcome == null || outcome.body().length == 0) {
      said.add(job.said(Kind.WORK_FAIL));
    } else if (failures == GearmanSettings.Failures.EXCEPTION) {
      said.add(job.said(Kind.WORK_EXCEPTION, outcome.body()));
    } else {
      said.add(job.said(Kind.WORK_WARNING, outcome.body()));
      said.add(job.said(Kind.WORK_FAIL));
    }
  }

  @Override
  public void ping() {
    servers.ping();
  }

  /** The servers give what is held here to others, as the connections are gone. */
  @Override
  public void close() {
    List<Waiting.Again> unused = supply.stop();
    supply.close();
    loop.close();
  }
}
