package io.revolve.provider.process.dispatch;

import io.revolve.provider.process.tree.Tree;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;

/** Ends a process and all that came of it. Thread safe. */
final class Killing {
  private final House house;
  private final Mark mark;

  Killing(House house, Mark mark) {
    this.house = house;
    this.mark = mark;
  }

  /** Asks them to end, and kills them when patience is over. */
  void politely(Process process) {
    Duration patience = house.settings().patience();
    if (patience.isZero()) {
      now(process);
      return;
    }
    Set<ProcessHandle> all = find(process);
    all.forEach(ProcessHandle::destroy);
    Future<?> unused = house.threads().later(patience.toNanos(), () -> kill(all));
  }

  /** Kills them. */
  void now(Process process) {
    kill(find(process));
  }

  private Set<ProcessHandle> find(Process process) {
    Set<ProcessHandle> all = Tree.of(process, mark.text());
    house.dying(all);
    return all;
  }

  private void kill(Set<ProcessHandle> known) {
    known.forEach(ProcessHandle::destroyForcibly);
    house.dying(Tree.killMarked(mark.text()));
  }
}
