package io.revolve.cli.demo;

/** Shows a demo while it runs. Called by one thread. */
interface View extends AutoCloseable {

  /** How things are now; called often. */
  void show(Board board);

  /** Something worth a line has happened. */
  void happened(Moment moment);

  /** Leaves the screen to what follows. */
  @Override
  void close();
}
