package io.revolve.api;

import java.util.List;

/** The tasks of an engine that failed for good. Thread safe; each call asks the engine. */
public interface DeadLetters {

  /**
   * The dead letters, oldest first.
   *
   * @param limit how many at most
   */
  List<DeadLetter> list(int limit);

  /**
   * Puts a dead letter back into its queue, with all its attempts before it again.
   *
   * @return false if there is no dead letter with that id
   */
  boolean replay(String id);

  /**
   * Forgets a dead letter.
   *
   * @return false if there is no dead letter with that id
   */
  boolean delete(String id);
}
