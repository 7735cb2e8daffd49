package io.revolve.bench.process;

import io.revolve.bench.Table;

/** Something that is measured by itself. */
interface Part {

  /** Measures it. A quick run has fewer rounds. */
  void measure(Table table, boolean quick) throws Exception;
}
