package io.revolve.core.wire;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker must know of a job beside its payload.
 *
 * @param id the task's id
 * @param name the name of the work
 * @param queue the queue
 * @param type what the body is: {@link io.revolve.spi.Body#JSON} or {@link
 *     io.revolve.spi.Body#BYTES}
 * @param reply the address that hears the task's events; empty for none
 * @param history what happened to it before
 * @param at when it was made, by the client's clock; in whole milliseconds once it has travelled
 * @param options how it is to be run
 * @param extra fields that this version does not know, kept as they are: texts, numbers, booleans,
 *     lists, maps, null; {@code callback} is here
 */
public record JobHeader(
    String id,
    String name,
    String queue,
    String type,
    String reply,
    History history,
    Instant at,
    TaskOptions options,
    Map<String, @Nullable Object> extra) {

  /** The queue of jobs that name none. */
  public static final String QUEUE = "default";

  /** The same job with more behind it. */
  public JobHeader with(History next) {
    return new JobHeader(id, name, queue, type, reply, next, at, options, extra);
  }

  /**
   * What the workers that gave the job back wrote down. An engine counts how often it handed the
   * job out; what is not accounted for here was lost with its worker.
   *
   * @param failures attempts that failed
   * @param returns times it was put back without having failed
   * @param settled the delivery that was last put back in good order
   * @param base runs before it was replayed as a dead letter
   * @param unbegun those of the returns whose worker had not begun: they are no runs
   */
  public record History(int failures, int returns, int settled, int base, int unbegun) {

    /** Nothing yet. */
    public static final History NONE = new History(0, 0, 0, 0, 0);

    /** After an attempt that failed. */
    public History failed(int delivery) {
      return new History(failures + 1, returns, delivery, base, unbegun);
    }

    /** After an attempt that what ran it died of: as if its worker had died. */
    public History crashed(int delivery) {
      return new History(failures, returns, delivery, base, unbegun);
    }

    /** After being put back. */
    public History returned(int delivery) {
      return new History(failures, returns + 1, delivery, base, unbegun);
    }

    /** After being put back by a worker that had not begun: the run's number is free again. */
    public History returnedUnbegun(int delivery) {
      return new History(failures, returns + 1, delivery, base, unbegun + 1);
    }

    /** After a replay: all attempts are there again, and the runs are numbered on. */
    public History replayed(int deliveries) {
      return new History(0, 0, 0, run(deliveries), 0);
    }

    /** The number of the run that a delivery is. */
    public int run(int delivery) {
      return base + delivery - unbegun;
    }

    /** How many earlier deliveries ended without a word: their workers died. */
    public int crashes(int delivery) {
      return Math.max(0, delivery - 1 - failures - returns);
    }
  }
}
