package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frames;
import io.revolve.provider.gearman.protocol.Kind;
import java.nio.ByteBuffer;
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

  /** Whether the server still knows that it is held here. */
  boolean isHeld() {
    return taker.isUp() && taker.generation() == generation;
  }

  /** Says something of each job, in one go to each server. */
  static void say(Kind kind, Map<Taken, byte[]> said) {
    Map<Taker, List<ByteBuffer>> frames = new LinkedHashMap<>();
    said.forEach(
        (job, data) ->
            frames
                .computeIfAbsent(job.taker, t -> new ArrayList<>())
                .add(Frames.request(kind, Frames.bytes(job.handle), data)));
    frames.forEach((taker, all) -> taker.peer().say(all));
  }

  /** The same job with other data. */
  Taken with(byte[] other) {
    return new Taken(taker, generation, handle, function, unique, other);
  }
}
