package io.revolve.provider.redis;

import io.revolve.spi.Letter;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends leases. Jobs that were handed out together and have ended alike are told in one go. */
final class Settling {

  private static final byte[] FINISH = {'f'};
  private static final byte[] BURY = {'b'};
  private static final byte[] RELEASE = {'r'};
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] ONE = {'1'};
  private static final byte[] ZERO = {'0'};

  /** How many numbers stand before the frames of letters. */
  private static final int FRAMES_FROM = 6;

  /** What the script answers with if it has settled. */
  private static final long DONE = 1;

  /** What it answers with if jobs of a bundle are to be told one by one. */
  private static final long DISSOLVED = 2;

  private static final long TOGETHER_BYTES = 1 << 20;

  private final Engine engine;
  private final ServerClock clock;

  Settling(Engine engine, ServerClock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  List<Settled> settle(List<? extends Settlement> settlements) {
    List<Integer> places = new ArrayList<>(settlements.size());
    List<Object> reply = settle(Collections.nCopies(FRAMES_FROM, ZERO), settlements, places);
    return settled(reply, places);
  }

  /** In one step with letters to logs at the same place, if these are not too large for that. */
  Told settle(
      RedisMessages messages,
      List<Letter> before,
      List<? extends Settlement> settlements,
      List<Letter> after) {
    List<Piece> first = Piece.cut(before);
    List<Piece> last = Piece.cut(after);
    if (bytes(first) + bytes(last) <= TOGETHER_BYTES) {
      List<byte[]> letters = new ArrayList<>();
      messages.addRules(false, letters);
      letters.add(Fields.bytes(first.size()));
      letters.add(Fields.bytes(last.size()));
      first.forEach(piece -> piece.addTo(letters));
      last.forEach(piece -> piece.addTo(letters));
      List<Integer> places = new ArrayList<>(settlements.size());
      List<Object> reply = settle(letters, settlements, places);
      if ((Long) reply.get(0) == DONE) {
        List<Settled> settled = settled(reply, places);
        return new Told(settled, reply.size() == 2 && (Long) reply.get(1) == last.size());
      }
    }
    messages.append(before); // Which waits for room.
    return new Told(settle(settlements), false);
  }

  /**
   * Has the script settle; where a bundle was dissolved meanwhile, job by job.
   *
   * @param letters what is appended along with it
   * @param places filled with, for each in the script's order, its place in the list
   */
  private List<Object> settle(
      List<byte[]> letters, List<? extends Settlement> settlements, List<Integer> places) {
    List<byte[]> arguments = new ArrayList<>(letters);
    add(settlements, true, arguments, places);
    List<Object> reply = engine.list(Script.SETTLE, arguments);
    if ((Long) reply.get(0) != DISSOLVED) {
      return reply;
    }
    arguments = new ArrayList<>(letters);
    places.clear();
    add(settlements, false, arguments, places);
    return engine.list(Script.SETTLE, arguments);
  }

  private static long bytes(List<Piece> pieces) {
    return pieces.stream().mapToLong(piece -> piece.frame().length).sum();
  }

  /**
   * Adds what a script is to settle: what has completed in bundles first, as the rest dissolves
   * them.
   */
  private void add(
      List<? extends Settlement> settlements,
      boolean bundled,
      List<byte[]> arguments,
      List<Integer> places) {
    List<Integer> others = new ArrayList<>();
    Completing completing = new Completing();
    for (int i = 0; i < settlements.size(); i++) {
      if (!bundled || !completing.take(i, settlements.get(i))) {
        others.add(i);
      }
    }
    completing.addTo(clock.millis(), arguments, places);
    Map<Alike, Group> groups = new HashMap<>();
    for (int i : others) {
      Settlement settlement = settlements.get(i);
      Holding holding = Holding.of(settlement.lease());
      if (settlement instanceof Settlement.Finish finish) {
        Alike alike = Alike.of(finish, holding);
        byte[] end = end(finish, holding);
        if (alike.unique.isEmpty()) {
          groups.computeIfAbsent(alike, key -> new Group()).add(i, settlement.lease().id(), end);
        } else {
          alike.addTo(arguments);
          arguments.add(ONE);
          arguments.add(Fields.bytes(settlement.lease().id()));
          arguments.add(end);
          places.add(i);
        }
      } else {
        other(settlement, holding, arguments);
        places.add(i);
      }
    }
    groups.forEach(
        (alike, group) -> {
          alike.addTo(arguments);
          arguments.add(Fields.bytes(group.places.size()));
          arguments.addAll(group.ends);
          places.addAll(group.places);
        });
  }

  private byte[] end(Settlement.Finish finish, Holding holding) {
    return EndRecord.write(
        finish.state(),
        holding.run(),
        finish.retention().toMillis(),
        clock.millis(),
        holding.record(finish.lease()),
        finish.outcome().toBytes());
  }

  private static void other(Settlement settlement, Holding holding, List<byte[]> arguments) {
    boolean bury = settlement instanceof Settlement.Bury;
    head(bury ? BURY : RELEASE, holding.run(), settlement.lease().queue(), arguments);
    arguments.add(Fields.bytes(settlement.lease().id()));
    if (settlement instanceof Settlement.Bury end) {
      arguments.add(Fields.bytes(JobRecord.unique(holding.record(end.lease()))));
      arguments.add(end.outcome().toBytes());
    } else if (settlement instanceof Settlement.Release release) {
      String delay = Fields.text(Submitting.millis(release.delay()));
      arguments.add(Fields.bytes(release.retry() ? "-" + delay : delay));
      arguments.add(release.parcel().toBytes());
    } else {
      arguments.add(NOTHING);
      arguments.add(NOTHING);
    }
  }

  private static void head(byte[] kind, Run run, String queue, List<byte[]> arguments) {
    arguments.add(kind);
    arguments.add(run.text());
    arguments.add(Fields.bytes(run.stamp()));
    arguments.add(Fields.bytes(Fields.encode(queue)));
  }

  /** All went well but for those that the script names. */
  private static List<Settled> settled(List<Object> reply, List<Integer> places) {
    List<Settled> settled = new ArrayList<>(Collections.nCopies(places.size(), Settled.DONE));
    for (int i = 2; i < reply.size(); i += 2) {
      int place = places.get(Math.toIntExact((Long) reply.get(i)));
      boolean cancelled = (Long) reply.get(i + 1) == 2;
      settled.set(place, cancelled ? Settled.CANCELLED : Settled.LOST);
    }
    return settled;
  }

  /** What the jobs that are told in one go have in common. */
  private record Alike(Run run, String queue, String retention, String unique) {

    static Alike of(Settlement.Finish finish, Holding holding) {
      String retention = Long.toString(finish.retention().toMillis(), Character.MAX_RADIX);
      String unique = JobRecord.unique(holding.record(finish.lease()));
      return new Alike(holding.run(), finish.lease().queue(), retention, unique);
    }

    void addTo(List<byte[]> arguments) {
      head(FINISH, run, queue, arguments);
      arguments.add(Fields.bytes(retention));
      arguments.add(Fields.bytes(unique));
    }
  }

  private static final class Group {
    final List<Integer> places = new ArrayList<>();
    final List<byte[]> ends = new ArrayList<>();

    void add(int place, String id, byte[] end) {
      places.add(place);
      ends.add(Fields.bytes(id));
      ends.add(end);
    }
  }
}
