package io.revolve.testkit.socket;

import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.time.Duration;
import java.util.EnumSet;

/** Forwards every call to an {@link Engine}. */
public final class SocketProvider implements Provider {

  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public Capabilities capabilities() {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    all.removeAll(
        EnumSet.of(Capability.IN_MEMORY, Capability.RUNS, Capability.DURABLE, Capability.LIMITS));
    return new Capabilities(all, 1 << 20);
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    Settings settings = read(config);
    return () -> new SocketJobs(settings.open());
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    Settings settings = read(config);
    return () -> new SocketMessages(settings.open());
  }

  private static Settings read(Config config) {
    return new Settings(
        config.integer("port", 1, 65_535, 1),
        config.text("namespace", "default"),
        config.duration("timeout", MIN, MAX, Duration.ofSeconds(10)));
  }

  private record Settings(int port, String namespace, Duration timeout) {
    Line open() {
      return new Line(port, namespace, timeout);
    }
  }
}
