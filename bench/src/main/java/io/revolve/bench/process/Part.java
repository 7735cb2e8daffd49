package io.revolve.bench.process;

import io.revolve.bench.Table;
import java.io.IOException;

/** Something that is measured by itself. */
interface Part {

  /** Measures it. A quick run has fewer rounds. */
  void measure(Table table, boolean quick) throws IOException, InterruptedException;
}
