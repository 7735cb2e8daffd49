package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.spi.Config.Address;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** What tests of job links have in common: a server, and links to it, each a process of its own. */
abstract class LinkTest {
  static final Duration HOUR = Duration.ofHours(1);

  private final List<JobLink> links = new ArrayList<>();
  private final List<GearmanServer> servers = new ArrayList<>();

  @AfterEach
  final void stop() {
    links.forEach(JobLink::close);
    servers.forEach(GearmanServer::close);
  }

  final GearmanServer running(String... options) {
    return keep(GearmanServer.running(options));
  }

  final GearmanServer keep(GearmanServer server) {
    servers.add(server);
    return server;
  }

  final JobLink link(GearmanServer... to) {
    return link(GearmanSettings.Mode.BACKGROUND, to);
  }

  final JobLink link(GearmanSettings.Mode mode, GearmanServer... to) {
    return link(mode, Duration.ofSeconds(10), to);
  }

  final JobLink link(GearmanSettings.Mode mode, Duration timeout, GearmanServer... to) {
    List<Address> addresses = new ArrayList<>();
    for (GearmanServer each : to) {
      addresses.add(new Address(ServerProcess.HOST, each.port()));
    }
    JobLink link =
        new GearmanJobs(
            new GearmanSettings(
                addresses,
                "Test 1",
                mode,
                timeout,
                Duration.ofHours(1),
                false,
                GearmanSettings.Failures.EXCEPTION));
    links.add(link);
    return link;
  }

  static Admin admin(GearmanServer server) {
    return new Admin(ServerProcess.HOST, server.port(), Duration.ofSeconds(10));
  }

  /** How many jobs a server has in all. */
  static long jobs(GearmanServer server) {
    try (Admin admin = admin(server)) {
      return admin.status().stream().mapToLong(FunctionStatus::jobs).sum();
    }
  }

  /** The only function of a server that holds a dead letter. */
  static String grave(GearmanServer server) {
    try (Admin admin = admin(server)) {
      return admin.status().stream()
          .map(FunctionStatus::function)
          .filter(function -> function.contains("!dead!"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** How many jobs a server has of a function. */
  static long jobsOf(GearmanServer server, String function) {
    try (Admin admin = admin(server)) {
      return admin.status().stream()
          .filter(each -> each.function().equals(function))
          .mapToLong(FunctionStatus::jobs)
          .sum();
    }
  }

  static Parcel parcel(String body) {
    return Parcel.of(bytes("{}"), bytes(body));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String body(Parcel parcel) {
    return new String(parcel.body(), StandardCharsets.UTF_8);
  }

  static Order order(String name, Priority priority, Duration delay) {
    String id = UUID.randomUUID().toString();
    return new Order(id, name, "Queue/1", priority, delay, null, HOUR, parcel(name));
  }

  static Order order(String name) {
    return order(name, Priority.NORMAL, Duration.ZERO);
  }

  static List<Lease> lease(JobLink link, int max, Duration wait, String... names) {
    LeaseRequest request = new LeaseRequest("worker", Map.of("Queue/1", 1), Set.of(names), HOUR);
    try {
      return link.lease(request, max, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static Lease one(JobLink link, String name) {
    List<Lease> leases = lease(link, 1, Until.BOUND, name);
    assertEquals(1, leases.size(), "a job of " + name);
    return leases.get(0);
  }

  static Settled release(JobLink link, Lease lease, Duration delay) {
    return link.settle(List.of(new Settlement.Release(lease, delay, true, parcel("again")))).get(0);
  }

  static Settled finish(JobLink link, Lease lease) {
    return link.settle(
            List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("out"), HOUR)))
        .get(0);
  }

  static Settled bury(JobLink link, Lease lease, String outcome) {
    return link.settle(List.of(new Settlement.Bury(lease, parcel(outcome)))).get(0);
  }
}
