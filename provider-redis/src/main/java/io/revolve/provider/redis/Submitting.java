package io.revolve.provider.redis;

import io.revolve.spi.Order;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Submits jobs, those of one lane in bundles where they are not few. A job with a delay or a unique
 * key goes by itself, at its place between the others of its lane.
 */
final class Submitting {

  private static final byte[] NONE = new byte[0];
  private static final byte[] NO_DELAY = {'0'};
  private static final byte[] BUNDLE = {'#'};

  private final Engine engine;
  private final ServerClock clock;

  Submitting(Engine engine, ServerClock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  List<Submission> submit(List<Order> orders) {
    List<Group> groups = groups(orders);
    List<Object> known = submit(groups, true);
    if (known.size() == 1) {
      known = submit(groups, false); // Some of a bundle's are known.
    }
    List<Integer> places = new ArrayList<>(orders.size());
    groups.forEach(group -> places.addAll(group.places));
    List<Submission> submissions = new ArrayList<>(orders.size());
    orders.forEach(order -> submissions.add(new Submission(true, order.id())));
    for (int i = 0; i < known.size(); i += 2) {
      int place = places.get(Math.toIntExact((Long) known.get(i)));
      submissions.set(place, new Submission(false, Fields.text(known.get(i + 1))));
    }
    return submissions;
  }

  private List<Object> submit(List<Group> groups, boolean bundled) {
    List<byte[]> arguments = new ArrayList<>();
    groups.forEach(group -> group.addTo(arguments, bundled));
    return engine.list(Script.SUBMIT, arguments);
  }

  private List<Group> groups(List<Order> orders) {
    List<Group> groups = new ArrayList<>();
    Map<Lane, Group> open = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      Lane lane = Lane.of(order);
      boolean alone = order.unique() != null || !order.delay().isZero() || !ids.add(order.id());
      Group group = alone ? null : open.get(lane);
      if (group == null || !group.takes(order)) {
        group = new Group(lane, order, alone);
        groups.add(group);
        if (alone) {
          open.remove(lane);
        } else {
          open.put(lane, group);
        }
      }
      group.add(i, order, clock.micros());
    }
    return groups;
  }

  /** What is shorter than a millisecond is still a delay. */
  static byte[] millis(Duration duration) {
    long millis = duration.toMillis();
    return Fields.bytes(millis == 0 && !duration.isZero() ? 1 : millis);
  }

  /** Jobs of one lane. */
  private static final class Group {
    final Lane lane;
    final byte[] delay;
    final String unique;
    final Duration retention;
    final boolean alone;
    final List<Integer> places = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<Long> micros = new ArrayList<>();
    int bytes;

    Group(Lane lane, Order first, boolean alone) {
      this.lane = lane;
      this.alone = alone;
      delay = alone ? millis(first.delay()) : NO_DELAY;
      unique = first.unique() == null ? "" : Fields.encode(first.unique());
      retention = first.retention();
    }

    boolean takes(Order order) {
      return orders.size() < Bundle.MOST
          && order.retention().equals(retention)
          && bytes + order.parcel().body().length <= Bundle.MOST_BYTES;
    }

    void add(int place, Order order, long at) {
      places.add(place);
      orders.add(order);
      micros.add(at);
      bytes += order.parcel().body().length;
    }

    void addTo(List<byte[]> arguments, boolean bundled) {
      lane.addTo(arguments);
      if (bundled && !alone && orders.size() >= Bundle.FEWEST && areNeighbours()) {
        addBundleTo(arguments);
        return;
      }
      arguments.add(delay);
      arguments.add(Fields.bytes(unique));
      arguments.add(Fields.bytes(orders.size()));
      for (int i = 0; i < orders.size(); i++) {
        Order order = orders.get(i);
        arguments.add(Fields.bytes(order.id()));
        arguments.add(JobRecord.write(micros.get(i), lane, order, unique));
      }
    }

    /** Others between them would come too late or too early if they went as one. */
    private boolean areNeighbours() {
      return places.get(places.size() - 1) - places.get(0) == places.size() - 1;
    }

    private void addBundleTo(List<byte[]> arguments) {
      arguments.add(BUNDLE);
      arguments.add(NONE);
      arguments.add(Fields.bytes(orders.size()));
      arguments.add(Fields.bytes(JobRecord.line(micros.get(0), lane, orders.get(0), "")));
      arguments.add(Frame.of(orders.stream().map(Order::parcel).toList()));
      orders.forEach(order -> arguments.add(Fields.bytes(order.id())));
    }
  }
}
