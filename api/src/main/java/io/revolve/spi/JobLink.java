package io.revolve.spi;

import io.revolve.api.EngineException;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.api.UnsupportedFeatureException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries jobs from clients to workers, at least once. Thread safe.
 *
 * <p>Every method that takes a list costs about one round trip for the whole list, and gives an
 * answer for each element at the same place. Every method throws {@link EngineException} if the
 * engine does not answer within the link's timeout; what was asked may have happened then, and must
 * be safe to ask again. The methods with a default body belong to a capability.
 */
public interface JobLink extends AutoCloseable {

  /** Accepts jobs: when it returns, each survives what the engine survives. */
  List<Submission> submit(List<Order> orders);

  /**
   * Hands out jobs, as soon as there is at least one.
   *
   * @param max how many at most, from 1
   * @param wait how long to wait for the first; blocking, not polling
   * @return at most {@code max}; empty after {@code wait} or {@link #wake()}
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  List<Lease> lease(LeaseRequest request, int max, Duration wait) throws InterruptedException;

  /** Makes every call of {@link #lease} that now waits on this link return early. */
  void wake();

  /** Ends leases. */
  List<Settled> settle(List<? extends Settlement> settlements);

  /**
   * A link for messages that shares what this link has, for an engine that carries messages along
   * with its jobs. It is used instead of {@link Provider#messages} where no other messenger is
   * configured, and both are closed together.
   *
   * @return null if this link has none
   */
  default @Nullable MessageLink messages() {
    return null;
  }

  /**
   * Whether jobs travel without headers, as {@link Plain} parcels, so that programs take part that
   * know nothing of Revolve. What only a header could say cannot be asked for then.
   */
  default boolean isPlain() {
    return false;
  }

  /**
   * Whether a worker may take tasks of every name; otherwise {@link LeaseRequest#names()} must say
   * which.
   */
  default boolean takesEveryName() {
    return true;
  }

  /**
   * Why no worker can take jobs from this link, as a sentence; null if one can. Links whose engine
   * does the work itself say so here, and {@link #lease} is not called.
   */
  default @Nullable String whyNoWorkers() {
    return null;
  }

  /**
   * What this link can do as it is configured.
   *
   * @param declared what its provider declares
   */
  default Capabilities capabilities(Capabilities declared) {
    return declared;
  }

  /**
   * Whether leases can be ended in one step with letters to the logs of a message link: both keep
   * what they have in one place.
   */
  default boolean canSettleWith(MessageLink messages) {
    return false;
  }

  /**
   * Appends letters, ends leases, and appends other letters if all leases ended so: in one step, in
   * about one round trip. Letters may be appended twice if the call is made again. A link that
   * refuses letters for what they are must not offer this.
   *
   * @param messages a link of which {@link #canSettleWith} says so
   * @param before letters that are appended whatever comes of the leases
   * @param after letters that are appended only if each lease is {@link Settled#DONE}
   */
  default Told settle(
      MessageLink messages,
      List<Letter> before,
      List<? extends Settlement> settlements,
      List<Letter> after) {
    throw new UnsupportedFeatureException("this engine keeps jobs and messages apart");
  }

  /** Extends leases to the given time from now. */
  default List<Held> extend(List<Lease> leases, Duration lease) {
    throw new UnsupportedFeatureException("this engine has no leases");
  }

  /**
   * Cancels a job.
   *
   * @param outcome the terminal message, kept if the job ends by this
   */
  default Cancelling cancel(String id, Parcel outcome) {
    throw new UnsupportedFeatureException("this engine cannot cancel a job");
  }

  /** What is known of jobs; an element is empty if its job is not known any more. */
  default List<Optional<Job>> find(Collection<String> ids) {
    throw new UnsupportedFeatureException("this engine keeps no status of jobs");
  }

  /** The newest jobs, oldest first. */
  default List<Job> list(int limit) {
    throw new UnsupportedFeatureException("this engine keeps no status of jobs");
  }

  /** The buried jobs, oldest first. */
  default List<Job> dead(int limit) {
    throw new UnsupportedFeatureException("this engine keeps no dead letters");
  }

  /** A buried job; empty if no such job is buried. */
  default Optional<Job> dead(String id) {
    return find(List.of(id)).get(0).filter(job -> job.state() == TaskState.FAILED);
  }

  /**
   * Puts a buried job back into its queue; its deliveries count from 0 again.
   *
   * @param parcel what the next worker gets
   * @return false if no such job is buried
   */
  default boolean replay(String id, Parcel parcel) {
    throw new UnsupportedFeatureException("this engine keeps no dead letters");
  }

  /** Forgets a buried job; false if there is none. */
  default boolean delete(String id) {
    throw new UnsupportedFeatureException("this engine keeps no dead letters");
  }

  /** What the queues hold, by name. */
  default List<QueueStatus> queues() {
    throw new UnsupportedFeatureException("this engine does not count its queues");
  }

  /** Stops or starts handing out a queue's jobs. */
  default void pause(String queue, boolean paused) {
    throw new UnsupportedFeatureException("this engine cannot pause a queue");
  }

  /** The ids of jobs that wait in a queue, delayed ones included. */
  default List<String> waiting(String queue, int limit) {
    throw new UnsupportedFeatureException("this engine cannot purge a queue");
  }

  /**
   * Keeps a worker's note, in the place of its last one.
   *
   * @param worker the worker's name
   * @param note what it says of itself
   * @param lifetime after this time the note vanishes by itself; zero removes it at once
   */
  default void announce(String worker, Parcel note, Duration lifetime) {
    throw new UnsupportedFeatureException("this engine keeps no list of workers");
  }

  /**
   * The notes of all workers whose time is not over, in no order.
   *
   * @param limit how many at most
   */
  default List<Parcel> workers(int limit) {
    throw new UnsupportedFeatureException("this engine keeps no list of workers");
  }

  /** Asks the engine for a sign of life. */
  void ping();

  /** Lets go of all resources; waiting calls return. May be called twice. */
  @Override
  void close();
}
