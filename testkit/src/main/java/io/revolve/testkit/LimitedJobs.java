package io.revolve.testkit;

import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A job link as its author leaves it who declares less: without the methods of what is missing. */
final class LimitedJobs {

  private static final Map<String, Capability> NEEDS =
      Map.ofEntries(
          Map.entry("extend", Capability.LEASES),
          Map.entry("cancel", Capability.CANCEL),
          Map.entry("find", Capability.STATUS),
          Map.entry("list", Capability.STATUS),
          Map.entry("dead", Capability.DEAD_LETTERS),
          Map.entry("replay", Capability.DEAD_LETTERS),
          Map.entry("delete", Capability.DEAD_LETTERS),
          Map.entry("queues", Capability.COUNTS),
          Map.entry("pause", Capability.QUEUE_CONTROL),
          Map.entry("waiting", Capability.QUEUE_CONTROL),
          Map.entry("announce", Capability.WORKERS),
          Map.entry("workers", Capability.WORKERS));

  private LimitedJobs() {}

  static JobLink limit(JobLink link, Capabilities capabilities) {
    return (JobLink)
        Proxy.newProxyInstance(
            JobLink.class.getClassLoader(),
            new Class<?>[] {JobLink.class},
            (proxy, method, arguments) -> {
              Capability need = NEEDS.get(method.getName());
              if (need != null && !capabilities.has(need)) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              try {
                return method.invoke(link, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
