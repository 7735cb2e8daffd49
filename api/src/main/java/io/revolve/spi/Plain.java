package io.revolve.spi;

import io.revolve.api.Progress;
import java.nio.charset.StandardCharsets;

/**
 * A parcel without a header, for programs that know nothing of Revolve: what it says must be said
 * in the engine's own protocol, or goes without saying.
 *
 * <p>A link whose {@link JobLink#isPlain()} says so sends what {@link Parcel#plain()} gives, and
 * hands over what it receives as one of these. Immutable; the arrays must not be changed.
 */
public sealed interface Plain extends Parcel {

  @Override
  default byte[] header() {
    return new byte[0];
  }

  @Override
  default byte[] toBytes() {
    return body();
  }

  @Override
  default Plain plain() {
    return this;
  }

  /**
   * A job: its payload, and nothing else.
   *
   * @param body the payload
   */
  record Work(byte[] body) implements Plain {}

  /** Something that a running job says. */
  sealed interface Word extends Plain {

    /** The id of the job. */
    String task();

    /** Its number among what the job says, from 1. */
    long number();
  }

  /**
   * Data on the way; which event it is, nobody says.
   *
   * @param task the id of the job
   * @param number its number among what the job says, from 1
   * @param body the data
   */
  record Data(String task, long number, byte[] body) implements Word {}

  /**
   * A warning.
   *
   * @param task the id of the job
   * @param number its number among what the job says, from 1
   * @param body its text, or what else it is
   */
  record Warning(String task, long number, byte[] body) implements Word {}

  /**
   * How far the job has come.
   *
   * @param task the id of the job
   * @param number its number among what the job says, from 1
   * @param progress how far
   */
  record Status(String task, long number, Progress progress) implements Word {
    @Override
    public byte[] body() {
      return new byte[0];
    }
  }

  /**
   * The job has ended well.
   *
   * @param task the id of the job
   * @param number its number among what the job says, from 1
   * @param body the result
   */
  record Result(String task, long number, byte[] body) implements Word {}

  /**
   * The job has ended badly.
   *
   * @param task the id of the job
   * @param number its number among what the job says, from 1
   * @param why what went wrong; empty if nothing is said about it
   */
  record Failed(String task, long number, String why) implements Word {
    @Override
    public byte[] body() {
      return why.getBytes(StandardCharsets.UTF_8);
    }
  }
}
