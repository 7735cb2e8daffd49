package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Pieces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that this side holds, until its connection is lost.
 *
 * @param taker who got it
 * @param generation the connection on which it came, counted
 * @param handle the server's name for it
 * @param function the function
 * @param unique the key it was submitted with
 * @param data what was submitted
 */
record Taken(
    Taker taker, int generation, String handle, String function, String unique, byte[] data) {

  /** Its name among the jobs of all servers. */
  String name() {
    return taker.peer().name() + "/" + handle;
  }

  /** Whether the server still knows that it is held here. */
  boolean isHeld() {
    return taker.isUp() && taker.generation() == generation;
  }

  /** Something that is said of it, with more parts than its handle where the kind has more. */
  Said said(Kind kind, byte[]... more) {
    byte[][] parts = new byte[1 + more.length][];
    parts[0] = Frame.bytes(handle);
    System.arraycopy(more, 0, parts, 1, more.length);
    return new Said(this, new Frame(kind, parts));
  }

  /** Likewise, where that is one part in pieces. */
  Said said(Kind kind, Pieces more) {
    return new Said(this, new Frame(kind, more, Frame.bytes(handle)));
  }

  /** A packet about a job. */
  record Said(Taken job, Frame frame) {}

  /** Says things of jobs, in one go to each server. */
  static void say(List<Said> said) {
    Map<Taker, List<Frame>> frames = new LinkedHashMap<>();
    for (Said each : said) {
      frames.computeIfAbsent(each.job.taker, t -> new ArrayList<>()).add(each.frame);
    }
    frames.forEach((taker, all) -> taker.peer().say(all));
  }

  /** The same job with other data. */
  Taken with(byte[] other) {
    return new Taken(taker, generation, handle, function, unique, other);
  }
}
