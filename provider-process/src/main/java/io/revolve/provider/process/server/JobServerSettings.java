package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.PoolSettings;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a job server listens, what it does for whom, and how much of it. Each {@code with} gives a
 * copy.
 *
 * @param pool the processes that do it; its {@code waiting} bounds the calls that wait, and the
 *     timeout for calls holds here
 * @param place where it listens
 * @param secret what clients must say first; null for nothing, which only a place on this machine
 *     may have
 * @param tls with which key it speaks TLS; null for none
 * @param procedures which procedures may be called; empty for all that the workers know
 * @param bounds how much it takes
 * @param times how long things may take
 * @param isSerialized whether an answer is said as a whole, as the string that PHP's serialize
 *     makes of it: what AMP's server does with the answers of a program that is not PHP
 */
public record JobServerSettings(
    PoolSettings pool,
    Place place,
    @Nullable Secret secret,
    @Nullable SSLContext tls,
    Set<String> procedures,
    Bounds bounds,
    Times times,
    boolean isSerialized) {

  /** Copies the set. */
  public JobServerSettings {
    procedures = Set.copyOf(procedures);
  }

  /** Any procedure, without secret and TLS, within the usual bounds. */
  public static JobServerSettings of(PoolSettings pool, Place place) {
    return new JobServerSettings(
        pool, place, null, null, Set.of(), Bounds.USUAL, Times.USUAL, false);
  }

  /** The same for who says that. */
  public JobServerSettings withSecret(@Nullable Secret other) {
    return new JobServerSettings(pool, place, other, tls, procedures, bounds, times, isSerialized);
  }

  /** The same with another key. */
  public JobServerSettings withTls(@Nullable SSLContext other) {
    return new JobServerSettings(
        pool, place, secret, other, procedures, bounds, times, isSerialized);
  }

  /** The same for these procedures. */
  public JobServerSettings withProcedures(Set<String> other) {
    return new JobServerSettings(pool, place, secret, tls, other, bounds, times, isSerialized);
  }

  /** The same within other bounds. */
  public JobServerSettings withBounds(Bounds other) {
    return new JobServerSettings(pool, place, secret, tls, procedures, other, times, isSerialized);
  }

  /** The same with other times. */
  public JobServerSettings withTimes(Times other) {
    return new JobServerSettings(pool, place, secret, tls, procedures, bounds, other, isSerialized);
  }

  /** The same with answers as PHP's strings, or as they come. */
  public JobServerSettings withSerialized(boolean other) {
    return new JobServerSettings(pool, place, secret, tls, procedures, bounds, times, other);
  }

  /**
   * How much is taken.
   *
   * @param frame how many bytes of payload a frame from a client may have, and, but for some around
   *     it, an answer that is serialized
   * @param connections how many there may be
   * @param calls how many calls of one connection may wait or run
   * @param bytes how many bytes of workload may wait and run for all connections together
   * @param unread how many bytes a client may leave unread before its connection is closed
   */
  public record Bounds(int frame, int connections, int calls, long bytes, long unread) {
    /** Frames of 64 MiB, 10,000 connections of 4096 calls, 1 GiB at once, 256 MiB unread. */
    public static final Bounds USUAL = new Bounds(64 << 20, 10_000, 4096, 1L << 30, 256L << 20);
  }

  /**
   * How long things may take.
   *
   * @param idle after this time a connection is closed from which nothing came and that waits for
   *     nothing; zero for never
   * @param begin within this time a client must have said the secret
   * @param grace from when a running call is cancelled until its process is killed
   */
  public record Times(Duration idle, Duration begin, Duration grace) {
    /** Ten minutes idle, ten seconds for the secret, five seconds of grace. */
    public static final Times USUAL =
        new Times(Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofSeconds(5));
  }
}
