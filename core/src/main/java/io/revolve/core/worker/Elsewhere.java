package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import io.revolve.spi.RunLink;
import org.jspecify.annotations.Nullable;

/** A callback whose code runs behind a run link. */
public final class Elsewhere implements Callback {

  private static final long serialVersionUID = 1;

  private final transient RunLink link;
  private final transient @Nullable Code code;

  /** Whatever is behind a link under the task's name. */
  public Elsewhere(RunLink link) {
    this(link, null);
  }

  /** This code, behind a link that runs callbacks. */
  public Elsewhere(RunLink link, @Nullable Code code) {
    this.link = link;
    this.code = code;
  }

  @Override
  public @Nullable Object call(RunningTask task) throws Exception {
    return link.run(new AttemptRun((Attempt) task, code));
  }
}
