package io.revolve.provider.redis;

import io.revolve.api.TaskState;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs of bundles that have completed: neighbours are told together, in one frame. */
final class Completing {

  private static final byte[] COMPLETE = {'c'};

  private final Map<Bundle, List<Done>> bundles = new LinkedHashMap<>();

  /**
   * Whether a settlement can be told so; then it is taken.
   *
   * @param index its place in the list of settlements
   */
  boolean take(int index, Settlement settlement) {
    Holding holding = Holding.of(settlement.lease());
    Bundle bundle = holding.bundle();
    if (bundle == null
        || !(settlement instanceof Settlement.Finish finish)
        || finish.state() != TaskState.COMPLETED
        || finish.retention().toMillis() != bundle.retentionMillis()) {
      return false;
    }
    bundles
        .computeIfAbsent(bundle, key -> new ArrayList<>())
        .add(new Done(index, holding.place(), finish.outcome()));
    return true;
  }

  /** Says it to the script, and for each job in the script's order its place in the list. */
  void addTo(long nowMillis, List<byte[]> arguments, List<Integer> places) {
    bundles.forEach(
        (bundle, all) -> {
          all.sort(Comparator.comparingInt(Done::place));
          int from = 0;
          for (int i = 1; i <= all.size(); i++) {
            if (i == all.size() || all.get(i).place != all.get(i - 1).place + 1) {
              add(bundle, all.subList(from, i), nowMillis, arguments);
              from = i;
            }
          }
          all.forEach(done -> places.add(done.index));
        });
  }

  private static void add(
      Bundle bundle, List<Done> neighbours, long nowMillis, List<byte[]> arguments) {
    Run run = bundle.run();
    long retention = bundle.retentionMillis();
    arguments.add(COMPLETE);
    arguments.add(run.text());
    arguments.add(Fields.bytes(run.stamp()));
    arguments.add(Fields.bytes(bundle.queue()));
    arguments.add(Fields.bytes(Long.toString(retention, Character.MAX_RADIX)));
    arguments.add(Fields.bytes(bundle.name()));
    arguments.add(Fields.bytes(neighbours.get(0).place + 1));
    arguments.add(Fields.bytes(neighbours.size()));
    arguments.add(Fields.bytes(EndRecord.line(TaskState.COMPLETED, run, retention, nowMillis)));
    arguments.add(Frame.of(neighbours.stream().map(Done::outcome).toList()));
  }

  private record Done(int index, int place, Parcel outcome) {}
}
