package io.revolve.provider.process.jobserver;

import io.revolve.api.UnsupportedFeatureException;
import io.revolve.provider.process.line.Line;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.spi.Cancelling;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Jobs that a job server's processes do: a job is a call of the procedure that has the task's name,
 * with the payload alone. The server keeps nothing, so a job ends with its client.
 */
final class JobServerJobs implements JobLink {
  private static final String NO_WORKERS =
      "provider \"jobserver\" has no place for workers: its tasks run in the processes of the"
          + " server, which ./revolve serve starts; give their program to that";

  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private final Flights flights;
  private final Words words;
  private final Peer peer;

  JobServerJobs(JobClientSettings settings) {
    words = new Words(this::ping);
    flights = new Flights(words, settings.ahead());
    peer = new Peer(settings, flights, words);
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public String whyNoWorkers() {
    return NO_WORKERS;
  }

  @Override
  public MessageLink messages() {
    return words;
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    List<Flight> all = new ArrayList<>(orders.size());
    for (Order order : orders) {
      all.add(flight(order));
    }
    // Who submits tries again for as long as the client's timeout says, which nobody knows here.
    Line unused = peer.await(A_MOMENT);
    List<Submission> submissions = new ArrayList<>(orders.size());
    for (Flight flight : all) {
      submissions.add(new Submission(flights.add(flight), flight.id));
    }
    return submissions;
  }

  private static Flight flight(Order order) {
    byte[] name = order.name().getBytes(StandardCharsets.UTF_8);
    if (name.length > AmpFrames.LONGEST_NAME) {
      throw new UnsupportedFeatureException(
          String.format(
              "the name of task %s has %d bytes; a procedure's name has %d at most",
              order.name(), name.length, AmpFrames.LONGEST_NAME));
    }
    Plain plain = order.parcel().plain();
    byte[] data = plain == null ? order.parcel().body() : plain.body();
    return new Flight(order.id(), name, data);
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    CompletableFuture<Cancelling> found = flights.cancel(id, outcome);
    if (!found.isDone()) {
      CompletableFuture<Boolean> unused =
          peer.ask(peer.await()).thenApply(pong -> found.complete(Cancelling.MARKED));
    }
    return peer.await(found);
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait) {
    throw new UnsupportedFeatureException(NO_WORKERS);
  }

  @Override
  public void wake() {}

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    return Collections.nCopies(settlements.size(), Settled.LOST);
  }

  @Override
  public void ping() {
    Void unused = peer.await(peer.ask(peer.await()));
  }

  @Override
  public void close() {
    peer.close();
    words.wake();
  }
}
