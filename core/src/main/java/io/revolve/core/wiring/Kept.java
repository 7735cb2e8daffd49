package io.revolve.core.wiring;

import io.revolve.api.Limit;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.MapConfig;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider that runs code and carries nothing, together with one that keeps tasks in this JVM's
 * memory: so it needs no engine. Whose sections are the same meet, unless they name a namespace.
 * Immutable.
 */
final class Kept implements Provider {
  private static final String NAMESPACE = "namespace";

  private final Provider runs;
  private final Provider keeper;

  private Kept(Provider runs, Provider keeper) {
    this.runs = runs;
    this.keeper = keeper;
  }

  /** The same providers, with those that carry nothing completed by one that keeps tasks here. */
  static List<Provider> complete(List<Provider> providers) {
    Provider keeper =
        providers.stream().filter(each -> each.name().equals("local")).findFirst().orElse(null);
    if (keeper == null || !keepsTasks(keeper)) {
      return providers;
    }
    List<Provider> complete = new ArrayList<>(providers);
    complete.replaceAll(each -> carriesNothing(each) ? new Kept(each, keeper) : each);
    return List.copyOf(complete);
  }

  private static boolean keepsTasks(Provider provider) {
    Capabilities can = provider.capabilities();
    return can.all()
        .containsAll(Set.of(Capability.IN_MEMORY, Capability.JOBS, Capability.MESSAGES));
  }

  private static boolean carriesNothing(Provider provider) {
    Capabilities can = provider.capabilities();
    return can.has(Capability.RUNS) && !can.has(Capability.JOBS) && !can.has(Capability.MESSAGES);
  }

  @Override
  public String name() {
    return runs.name();
  }

  @Override
  public Capabilities capabilities() {
    EnumSet<Capability> all = EnumSet.copyOf(keeper.capabilities().all());
    all.addAll(runs.capabilities().all());
    long most = Math.min(keeper.capabilities().maxPayload(), runs.capabilities().maxPayload());
    return new Capabilities(all, most);
  }

  @Override
  public Opening<JobLink> jobs(Config section) {
    return keeper.jobs(place(section));
  }

  @Override
  public Opening<MessageLink> messages(Config section) {
    return keeper.messages(place(section));
  }

  @Override
  public Opening<RunLink> runs(Config section) {
    return runs.runs(section);
  }

  @Override
  public Opening<Limit> limits(Config section, String name, int size) {
    return runs.limits(section, name, size);
  }

  /** What a client or a worker runs code in; null if its section is for meeting others only. */
  @Nullable Opening<RunLink> ownRuns(MapConfig section) {
    return section.keys().equals(Set.of(NAMESPACE)) ? null : runs.runs(section);
  }

  private Config place(Config section) {
    String own = "of " + ((MapConfig) section).contentsHash();
    String namespace = name() + " " + section.text(NAMESPACE).orElse(own);
    return ConfigReading.of(name(), Map.of(NAMESPACE, namespace)).root();
  }
}
