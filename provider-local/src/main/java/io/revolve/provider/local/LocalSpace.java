package io.revolve.provider.local;

/** What the links of one namespace share. */
final class LocalSpace {
  final LocalJobs jobs = new LocalJobs();
  final LocalLogs logs = new LocalLogs();

  /** No reason to keep the space: without a link there is no worker. */
  final WorkerNotes notes = new WorkerNotes();

  /** How many links are open; guarded by {@link #spaces}. */
  int links;

  private final LocalSpaces spaces;

  LocalSpace(LocalSpaces spaces) {
    this.spaces = spaces;
  }

  void leave() {
    spaces.leave(this);
  }

  boolean isEmpty() {
    return jobs.isEmpty() && logs.isEmpty();
  }
}
