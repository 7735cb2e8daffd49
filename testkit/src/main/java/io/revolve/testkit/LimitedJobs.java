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
      Map.of(
          "extend", Capability.LEASES,
          "cancel", Capability.CANCEL,
          "find", Capability.STATUS,
          "list", Capability.STATUS,
          "dead", Capability.DEAD_LETTERS,
          "replay", Capability.DEAD_LETTERS,
          "delete", Capability.DEAD_LETTERS,
          "queues", Capability.COUNTS,
          "pause", Capability.QUEUE_CONTROL,
          "waiting", Capability.QUEUE_CONTROL);

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
