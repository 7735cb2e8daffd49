package io.revolve.testkit;

import io.revolve.api.EngineException;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine that can be made to be down: every call of its links fails then, waiting ones too. */
public final class Outage {

  private final AtomicBoolean down = new AtomicBoolean();
  private final List<Runnable> wakers = new CopyOnWriteArrayList<>();

  /** Links that fail while the engine is down. */
  public Links links() {
    return new Links(
        link -> guard(JobLink.class, link, link::wake),
        link -> guard(MessageLink.class, link, link::wake));
  }

  /** The engine goes down. */
  public void begin() {
    down.set(true);
    wakers.forEach(Runnable::run);
  }

  /** The engine is back. */
  public void end() {
    down.set(false);
  }

  private <L> L guard(Class<L> type, L link, Runnable waker) {
    wakers.add(waker);
    Object guarded =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = method.getName();
              boolean engine = !List.of("close", "toString", "hashCode", "equals").contains(name);
              if (engine) {
                refuse();
              }
              try {
                Object answer = method.invoke(link, arguments);
                // What was asked before the outage and would be answered in it is lost as well.
                if (engine && !name.equals("lease")) {
                  refuse();
                }
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
    return type.cast(guarded);
  }

  private void refuse() {
    if (down.get()) {
      throw new EngineException("the engine is down, on purpose");
    }
  }
}
