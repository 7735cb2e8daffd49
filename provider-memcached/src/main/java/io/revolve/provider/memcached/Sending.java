package io.revolve.provider.memcached;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import net.spy.memcached.internal.OperationFuture;
import org.jspecify.annotations.Nullable;

/**
 * One append on its way. It remembers what was reserved and stored, so that it can go on where a
 * broken line left it: a frame is stored once under its number, and only in the log in which it was
 * numbered. Frames that their reader has given up meanwhile are numbered anew.
 */
final class Sending implements Server.Exchange<Sending> {

  private final Keys keys;
  private final Duration life;
  private List<Draft> drafts;
  private boolean touching;
  private @Nullable Counter reserved;
  private @Nullable Line reservedOn;
  private long unread;

  Sending(Keys keys, List<Draft> drafts, Duration life) {
    this.keys = keys;
    this.drafts = drafts;
    this.life = life;
  }

  /** The counter and the mark outlive the frames that they count. */
  static Duration longer(Duration life) {
    return life.plus(life.dividedBy(2));
  }

  /** Whether to lengthen the life of the counter and the mark on the way. */
  void touches(boolean due) {
    touching = due;
  }

  boolean isDone() {
    return drafts.isEmpty();
  }

  /** How many letters were unread behind these ones' numbering. */
  long unread() {
    return unread;
  }

  @Override
  public Sending on(Line line) throws BrokenLineException {
    Counter counter = reserved;
    if (counter != null && line != reservedOn && !isStillThere(line, counter)) {
      counter = null;
    }
    if (counter == null) {
      counter = reserve(line);
    }
    if (counter != null) {
      reservedOn = line;
      drafts = store(line, counter);
      reserved = null;
    }
    return this;
  }

  private boolean isStillThere(Line line, Counter counter) throws BrokenLineException {
    Item item = line.await(line.get(List.of(keys.counter()))).get(keys.counter());
    return item != null && item.flags() == counter.log();
  }

  /** Numbers for all frames, the last of each; null if there was no log and now there is one. */
  @Nullable Counter reserve(Line line) throws BrokenLineException {
    long letters = drafts.stream().mapToLong(Draft::letters).sum();
    OperationFuture<Long> counting =
        line.increase(keys.counter(), Counter.step(drafts.size(), letters));
    Future<Map<String, Item>> looking = line.get(List.of(keys.counter(), keys.mark()));
    if (touching) {
      Object unused = line.touch(keys.counter(), longer(life));
      unused = line.touch(keys.mark(), longer(life));
    }
    long number = line.await(counting);
    Extent extent = Extent.of(line.await(looking), keys);
    if (number < 0) {
      boolean unused = line.isStored(line.add(keys.counter(), Counter.fresh(), longer(life)));
      return null;
    }
    if (extent == null) {
      return null; // Gone in this moment: what was reserved is of no log.
    }
    Counter counter = Counter.of(extent.counter().log(), number);
    if (counter.isFull()) {
      boolean unused = line.await(line.delete(keys.counter()));
      return null;
    }
    // A counter only grows, so a smaller one is another log's.
    boolean same = extent.counter().letters() >= counter.letters();
    unread = extent.mark().unread(counter);
    reserved = same ? counter : null;
    reservedOn = line;
    return reserved;
  }

  /** Stores all frames; returns those that must be numbered anew. */
  private List<Draft> store(Line line, Counter counter) throws BrokenLineException {
    Map<String, Item> heads = new HashMap<>();
    List<List<OperationFuture<Boolean>>> answers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long number = counter.frames() - drafts.size();
    long letter = counter.letters() - drafts.stream().mapToLong(Draft::letters).sum();
    for (Draft draft : drafts) {
      String name = keys.frame(counter.log(), ++number);
      List<Item> items = draft.items(letter + 1, line.itemLimit());
      letter += draft.letters();
      names.add(name);
      heads.put(name, items.get(0));
      answers.add(send(line, name, items));
    }
    List<Draft> refused = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      String name = names.get(i);
      Item head = heads.get(name);
      if (!areStored(line, answers.get(i)) && head != null && !isThere(line, name, head)) {
        refused.add(drafts.get(i));
      }
    }
    return refused;
  }

  /** The first item goes last: who sees it finds the others. */
  private List<OperationFuture<Boolean>> send(Line line, String name, List<Item> items)
      throws BrokenLineException {
    List<OperationFuture<Boolean>> answers = new ArrayList<>(items.size());
    for (int part = 1; part < items.size(); part++) {
      answers.add(line.add(Keys.part(name, part), items.get(part), life));
    }
    answers.add(line.add(name, items.get(0), life));
    return answers;
  }

  private static boolean areStored(Line line, List<OperationFuture<Boolean>> answers)
      throws BrokenLineException {
    boolean last = false;
    for (OperationFuture<Boolean> answer : answers) {
      last = line.isStored(answer);
    }
    return last;
  }

  /** Whether it was this frame itself that is there already, sent on a line that then broke. */
  private static boolean isThere(Line line, String name, Item head) throws BrokenLineException {
    Item present = line.await(line.get(List.of(name))).get(name);
    return present != null && Arrays.equals(present.bytes(), head.bytes());
  }
}
