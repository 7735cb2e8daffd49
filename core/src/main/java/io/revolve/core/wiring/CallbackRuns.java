package io.revolve.core.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.revolve.api.Callback;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.reference.Allowed;
import io.revolve.core.reference.CallbackReference;
import io.revolve.core.worker.RunTask;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import io.revolve.spi.RunKind;
import io.revolve.spi.RunLink;
import java.util.List;
import java.util.Set;

/**
 * Runs callbacks in this JVM for another one: the far end of a run link of JVMs, which finds it by
 * {@link java.util.ServiceLoader}. Who asks is believed: it has started this JVM, and has checked
 * what is allowed. Handlers are made by a Guice without modules. Thread safe.
 */
public final class CallbackRuns implements RunLink {

  private final Injector injector = Guice.createInjector(new CoreModule(true));
  private final WireFormat format = injector.getInstance(WireFormat.class);
  private final References references = injector.getInstance(References.class);
  private final Allowed all = new Allowed(List.of("*"));

  /** For {@link java.util.ServiceLoader}. */
  public CallbackRuns() {}

  @Override
  public Body run(Run run) throws Exception {
    Body code = run.code();
    if (code == null) {
      throw new IllegalArgumentException("task " + run.name() + " comes without code");
    }
    CallbackReference reference = format.codec().decode(code, CallbackReference.class);
    if (reference == null) {
      throw new IllegalArgumentException("the code of task " + run.name() + " is empty");
    }
    Callback callback = references.read(reference, all, injector::getInstance);
    try (RunTask task = new RunTask(run, format)) {
      return format.codec().encode(callback.call(task));
    }
  }

  @Override
  public Set<RunKind> kinds() {
    return Set.of(RunKind.CALLBACK);
  }

  @Override
  public void close() {
    references.close();
  }
}
