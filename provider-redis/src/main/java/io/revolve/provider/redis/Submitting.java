package io.revolve.provider.redis;

import io.revolve.spi.Order;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Submits jobs, those of one lane in one go. A job with a delay or a unique key goes by itself, at
 * its place between the others of its lane.
 */
final class Submitting {

  private static final byte[] NONE = new byte[0];
  private static final byte[] NO_DELAY = {'0'};

  private final Engine engine;
  private final ServerClock clock;

  Submitting(Engine engine, ServerClock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  List<Submission> submit(List<Order> orders) {
    List<Group> groups = groups(orders);
    List<byte[]> arguments = new ArrayList<>(6 * groups.size() + 2 * orders.size());
    List<Integer> places = new ArrayList<>(orders.size());
    for (Group group : groups) {
      group.addTo(arguments);
      places.addAll(group.places);
    }
    List<Object> known = engine.list(Script.SUBMIT, arguments);
    List<Submission> submissions = new ArrayList<>(orders.size());
    orders.forEach(order -> submissions.add(new Submission(true, order.id())));
    for (int i = 0; i < known.size(); i += 2) {
      int place = places.get(Math.toIntExact((Long) known.get(i)));
      submissions.set(place, new Submission(false, Fields.text(known.get(i + 1))));
    }
    return submissions;
  }

  private List<Group> groups(List<Order> orders) {
    List<Group> groups = new ArrayList<>();
    Map<Lane, Group> open = new HashMap<>();
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      Lane lane = Lane.of(order);
      String unique = order.unique() == null ? "" : Fields.encode(order.unique());
      boolean alone = !unique.isEmpty() || !order.delay().isZero();
      Group group = alone ? null : open.get(lane);
      if (group == null) {
        group =
            new Group(
                lane,
                alone ? millis(order.delay()) : NO_DELAY,
                alone ? Fields.bytes(unique) : NONE);
        groups.add(group);
        if (alone) {
          open.remove(lane);
        } else {
          open.put(lane, group);
        }
      }
      group.add(i, order, JobRecord.write(clock.micros(), lane, order, unique));
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
    final byte[] unique;
    final List<Integer> places = new ArrayList<>();
    final List<byte[]> jobs = new ArrayList<>();

    Group(Lane lane, byte[] delay, byte[] unique) {
      this.lane = lane;
      this.delay = delay;
      this.unique = unique;
    }

    void add(int place, Order order, byte[] record) {
      places.add(place);
      jobs.add(Fields.bytes(order.id()));
      jobs.add(record);
    }

    void addTo(List<byte[]> arguments) {
      lane.addTo(arguments);
      arguments.add(delay);
      arguments.add(unique);
      arguments.add(Fields.bytes(places.size()));
      arguments.addAll(jobs);
    }
  }
}
