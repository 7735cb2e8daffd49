package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.relay.RelayKind;
import java.time.Duration;
import java.util.List;

/**
 * What a pool runs, and how. Each {@code with} gives a copy.
 *
 * @param program what each process runs
 * @param protocol how the processes talk
 * @param relay how that gets to them and back
 * @param workers how many processes
 * @param ahead how many calls are written to a process beyond the one that it works on, while calls
 *     are short; never over TCP, where that would hold answers up
 * @param waiting how many calls may wait for a process
 * @param limits when a process is replaced
 * @param timeouts how long things may take
 * @param options what is mostly left as it is
 */
public record PoolSettings(
    Program program,
    Protocol protocol,
    RelayKind relay,
    int workers,
    int ahead,
    int waiting,
    Limits limits,
    Timeouts timeouts,
    Options options) {

  /** The program and its arguments over pipes; 100,000 calls may wait, and nothing has a limit. */
  public static PoolSettings of(List<String> command, Protocol protocol, int workers) {
    return new PoolSettings(
        Program.of(command),
        protocol,
        RelayKind.PIPES,
        workers,
        3,
        100_000,
        Limits.NONE,
        Timeouts.USUAL,
        Options.USUAL);
  }

  /** The same with another program. */
  public PoolSettings withProgram(Program other) {
    return new PoolSettings(
        other, protocol, relay, workers, ahead, waiting, limits, timeouts, options);
  }

  /** The same over another relay. */
  public PoolSettings withRelay(RelayKind other) {
    return new PoolSettings(
        program, protocol, other, workers, ahead, waiting, limits, timeouts, options);
  }

  /** The same with so many calls written ahead. */
  public PoolSettings withAhead(int other) {
    return new PoolSettings(
        program, protocol, relay, workers, other, waiting, limits, timeouts, options);
  }

  /** The same with so many calls that may wait. */
  public PoolSettings withWaiting(int other) {
    return new PoolSettings(
        program, protocol, relay, workers, ahead, other, limits, timeouts, options);
  }

  /** The same with other limits. */
  public PoolSettings withLimits(Limits other) {
    return new PoolSettings(
        program, protocol, relay, workers, ahead, waiting, other, timeouts, options);
  }

  /** The same with other timeouts. */
  public PoolSettings withTimeouts(Timeouts other) {
    return new PoolSettings(
        program, protocol, relay, workers, ahead, waiting, limits, other, options);
  }

  /** The same with other options. */
  public PoolSettings withOptions(Options other) {
    return new PoolSettings(
        program, protocol, relay, workers, ahead, waiting, limits, timeouts, other);
  }

  /**
   * What is mostly left as it is.
   *
   * @param name of the pool, for those who look; may be empty
   * @param mostWorkers how many processes there may be while calls wait; less than {@link
   *     PoolSettings#workers} for no more than these
   * @param surplusIdle for how long one of those beyond has nothing to do until it ends
   * @param fresh whether each call has a process of its own, started for it
   * @param runAs the user of the processes
   */
  public record Options(
      String name, int mostWorkers, Duration surplusIdle, boolean fresh, RunAs runAs) {
    /** No name, no more processes than usual, each for many calls, all this JVM's user's. */
    public static final Options USUAL =
        new Options("", 0, Duration.ofSeconds(10), false, RunAs.SAME);
  }

  /**
   * When a process is replaced; zero for never.
   *
   * @param calls after so many calls
   * @param life when it is so old
   * @param idle when it had nothing to do for so long
   * @param memory when it has so many bytes in memory, between two calls
   */
  public record Limits(int calls, Duration life, Duration idle, long memory) {
    /** None. */
    public static final Limits NONE = new Limits(0, Duration.ZERO, Duration.ZERO, 0);
  }

  /**
   * How long things may take.
   *
   * @param start from the start of a process until it says that it is there
   * @param call one call; the process is killed then; zero for as long as it likes
   * @param stop from when a process is asked to end until it is killed
   */
  public record Timeouts(Duration start, Duration call, Duration stop) {
    /** Ten seconds to start, no bound for calls, ten seconds to stop. */
    public static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(10));
  }
}
