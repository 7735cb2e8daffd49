package io.revolve.testkit;

/** The memory that is really in use. */
final class Heap {

  private Heap() {}

  /** Bytes in use, after collections have brought it as low as it gets. */
  static long used() {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      lowest = Math.min(lowest, runtime.totalMemory() - runtime.freeMemory());
    }
    return lowest;
  }
}
