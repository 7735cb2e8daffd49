package io.revolve.testkit.socket;

/** What is asked of the engine: the methods of the links. */
enum Op {
  HELLO,
  PING,
  WAKE,
  SUBMIT,
  LEASE,
  SETTLE,
  EXTEND,
  CANCEL,
  FIND,
  LIST,
  DEAD,
  REPLAY,
  DELETE,
  QUEUES,
  PAUSE,
  WAITING,
  ANNOUNCE,
  WORKERS,
  APPEND,
  READ,
  FORGET;

  /** Whether it may wait for something to come. */
  boolean waits() {
    return this == LEASE || this == READ;
  }

  /** Whether it is of a message link. */
  boolean isOfMessages() {
    return this == APPEND || this == READ || this == FORGET;
  }
}
