package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.api.QueueStatus;
import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import io.revolve.spi.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs of gearmand, in the background or in the foreground. */
final class GearmanJobs implements JobLink {

  /** A pause below this is waited for here. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final GearmanSettings settings;
  private final Functions functions;
  private final Loop loop = new Loop();
  private final Flights flights = new Flights();
  private final Servers servers;
  private final Supply supply;
  private final Known<String> known = new Known<>();
  private final Errands errands;
  private final Holding holding;
  private final Pump pump;

  /** The messages that come with jobs; null if nobody has asked for them. */
  private volatile @Nullable GearmanMessages messages;

  GearmanJobs(GearmanSettings settings) {
    this.settings = settings;
    functions = new Functions(settings.namespace(), settings.raw());
    servers = new Servers(settings, loop, flights);
    loop.add(flights);
    supply = new Supply(settings, functions);
    holding = new Holding(supply::look);
    errands = Errands.of(settings, functions, loop, servers, flights, known);
    pump = new Pump(loop, "revolve-gearman-" + settings.namespace());
  }

  @Override
  public MessageLink messages() {
    GearmanMessages own = new GearmanMessages(settings, loop, holding);
    messages = own;
    return own;
  }

  private void receive(Letter letter) {
    GearmanMessages own = messages;
    if (own != null) {
      own.receive(letter);
    }
  }

  /** The server hands out jobs by the name of their function. */
  @Override
  public boolean takesEveryName() {
    return false;
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    List<String> keys = new ArrayList<>(orders.size());
    List<Frame> frames = new ArrayList<>(orders.size());
    List<Submission> submissions = new ArrayList<>(orders.size());
    List<Flight> fly = new ArrayList<>(orders.size());
    Set<String> here = new HashSet<>();
    for (Order order : orders) {
      boolean isNew = here.add(order.id()) && !known.has(order.id());
      submissions.add(new Submission(isNew, order.id()));
      if (isNew) {
        Cargo cargo = new Cargo(form(), order.priority(), 0, order.parcel());
        String function = functions.work(order.queue(), order.name());
        Flight flight = new FramedFlight(function, order.id(), cargo, this::receive);
        if (isForeground() && !order.delay().isZero()) {
          known.add(order.id(), function);
          flights.begin(flight, order.delay());
          loop.wake();
        } else {
          fly.add(flight);
          keys.add(order.id());
          frames.add(
              isForeground()
                  ? flights.frame(flight)
                  : Submit.first(function, order.id(), cargo, order.delay()));
        }
      }
    }
    if (isForeground() && messages == null) {
      pump.start(); // Messages come another way, and nobody else reads what jobs say.
    }
    if (!frames.isEmpty()) {
      servers.submit(
          keys,
          frames,
          (place, peer, handle) -> {
            known.add(keys.get(place), fly.get(place).function());
            if (isForeground()) {
              flights.begun(peer, handle, fly.get(place));
            }
          });
    }
    return submissions;
  }

  private Cargo.Form form() {
    if (!isForeground()) {
      return Cargo.Form.BACKGROUND;
    }
    return messages == null ? Cargo.Form.SILENT : Cargo.Form.FOREGROUND;
  }

  private boolean isForeground() {
    return settings.mode() == GearmanSettings.Mode.FOREGROUND;
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    return leases(supply.take(request, max, wait));
  }

  private List<Lease> leases(List<Taken> jobs) {
    List<Lease> leases = new ArrayList<>(jobs.size());
    List<Cargo> cargoes = jobs.stream().map(job -> Cargo.of(job.data())).toList();
    Set<Taken> cancelled = errands.marks().ofTaken(jobs, cargoes);
    for (int i = 0; i < jobs.size(); i++) {
      Taken job = jobs.get(i);
      Cargo cargo = cargoes.get(i);
      String id = Keys.id(job.unique());
      if (cargo.form() == Cargo.Form.NOTHING) {
        complete(Map.of(job, End.of(List.of())));
        continue;
      }
      if (cargo.carriesLetters()) {
        holding.add(id, job);
      }
      leases.add(
          new Lease(
              id,
              functions.name(job.function()),
              functions.queue(job.function()),
              cargo.settled() + 1,
              cancelled.contains(job),
              cargo.parcel(),
              job));
    }
    return leases;
  }

  @Override
  public void wake() {
    supply.wake();
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    return settle(settlements, Map.of(), () -> {});
  }

  @Override
  public boolean canSettleWith(MessageLink link) {
    return link == messages;
  }

  /** A foreground job's last letters go with its end; those of others are written before theirs. */
  @Override
  public Told settle(
      MessageLink link,
      List<Letter> before,
      List<? extends Settlement> settlements,
      List<Letter> after) {
    link.append(before);
    Map<String, List<Letter>> carried = new HashMap<>();
    List<Letter> rest = new ArrayList<>();
    for (Letter letter : after) {
      if (letter.job() != null && holding.carries(letter)) {
        carried.computeIfAbsent(letter.job(), j -> new ArrayList<>()).add(letter);
      } else {
        rest.add(letter);
      }
    }
    List<Settled> settled = settle(settlements, carried, () -> link.append(rest));
    return new Told(settled, settled.stream().allMatch(each -> each == Settled.DONE));
  }

  /**
   * Ends leases. What is put in the place of a job is there before it is said that the job has
   * ended, and both before the job ends.
   */
  private List<Settled> settle(
      List<? extends Settlement> settlements, Map<String, List<Letter>> last, Runnable say) {
    supply.look();
    Set<Taken> marked = errands.marks().ofReleased(settlements);
    List<Settled> settled = new ArrayList<>(settlements.size());
    Map<Taken, End> ends = new LinkedHashMap<>();
    Again again = new Again();
    for (Settlement settlement : settlements) {
      String id = settlement.lease().id();
      if (!(settlement.lease().token() instanceof Taken job)) {
        settled.add(Settled.LOST);
        continue;
      }
      if (marked.contains(job)) {
        settled.add(Settled.CANCELLED);
        continue;
      }
      holding.remove(id, job);
      if (!job.isHeld()) {
        settled.add(Settled.LOST);
        continue;
      }
      settled.add(Settled.DONE);
      Cargo cargo = Cargo.of(job.data());
      List<Letter> letters = last.getOrDefault(id, List.of());
      if (settlement instanceof Settlement.Bury bury) {
        again.add(job, errands.deadLetters().bury(job, bury.outcome()));
      }
      if (!(settlement instanceof Settlement.Release release)) {
        ends.put(job, End.of(letters));
      } else if (cargo.isForeground()) {
        ends.put(job, new End(letters, cargo.putBack(release.parcel()), release.delay()));
      } else if (release.retry() && release.delay().compareTo(SOON) < 0) {
        byte[] next = cargo.putBack(release.parcel()).toBytes();
        supply.again(job.with(next), release.delay());
      } else {
        again.add(job, cargo.putBack(release.parcel()), release.delay());
      }
    }
    again.submit(servers).forEach(job -> ends.putIfAbsent(job, End.of(List.of())));
    say.run();
    complete(ends);
    return settled;
  }

  private static void complete(Map<Taken, End> ends) {
    List<Taken.Said> said = new ArrayList<>(ends.size());
    ends.forEach((job, end) -> said.add(job.said(Kind.WORK_COMPLETE, end.pieces())));
    Taken.say(said);
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    supply.settle(errands.all()); // What was ended here is known as such.
    return errands.canceller().cancel(id);
  }

  @Override
  public List<Job> dead(int limit) {
    return errands.deadLetters().list(limit);
  }

  @Override
  public Optional<Job> dead(String id) {
    return errands.deadLetters().find(id);
  }

  @Override
  public boolean replay(String id, Parcel parcel) {
    return errands.deadLetters().replay(id, parcel);
  }

  @Override
  public boolean delete(String id) {
    return errands.deadLetters().delete(id);
  }

  @Override
  public List<QueueStatus> queues() {
    return errands.counting().queues(flights.waiting());
  }

  @Override
  public void ping() {
    servers.ping();
  }

  @Override
  public void close() {
    pump.stop();
    putBackWaiting();
    errands.close();
    supply.close();
    loop.close();
  }

  /** Without this they would go to others at once, and as if their last attempt had not been. */
  private void putBackWaiting() {
    Again again = Again.of(supply.stop(), System.nanoTime());
    try {
      Map<Taken, End> ends = new LinkedHashMap<>();
      again.submit(servers).forEach(job -> ends.put(job, End.of(List.of())));
      complete(ends);
    } catch (EngineException e) {
      System.getLogger(GearmanJobs.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot put jobs back", e);
    }
  }
}
