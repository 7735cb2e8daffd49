package io.revolve.provider.process.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The processes that wait for a call. Guarded by the staff. */
final class Idle {

  /** Whoever was at work last is the last. */
  private final Deque<Member> members = new ArrayDeque<>();

  int size() {
    return members.size();
  }

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    members.remove(member);
  }

  /**
   * Takes the one that gets the next call, null if none is idle: the one that worked last but one,
   * so that those that are too many stay idle. The very last is still on its way back to its input,
   * and to write to it there took twice the time of a call.
   */
  @Nullable Member take() {
    if (members.size() < 2) {
      return members.pollLast();
    }
    Member latest = members.removeLast();
    Member rested = members.removeLast();
    members.add(latest);
    return rested;
  }

  /** Takes those that are such, the one that is idle for the longest time first. */
  List<Member> takeAll(Predicate<Member> such) {
    List<Member> taken = members.stream().filter(such).toList();
    members.removeAll(taken);
    return taken;
  }
}
