package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.order;
import static io.revolve.provider.local.Engine.parcel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.TaskState;
import io.revolve.spi.Lease;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalSpacesTest {
  private final LocalSpaces spaces = new LocalSpaces();

  @Test
  void jobsOutliveTheLinksThatBroughtThem() throws Exception {
    LocalJobLink client = link();
    client.submit(List.of(order("1")));
    client.close();
    assertTrue(spaces.has("a"));
    LocalJobLink worker = link();
    Lease lease = worker.lease(ANY, 1, LONG).get(0);
    assertEquals("1", lease.id());
    finish(worker, lease, Duration.ZERO);
    worker.close();
    assertFalse(spaces.has("a"));
  }

  @Test
  void aSpaceStaysWhileSomethingIsKeptInIt() throws Exception {
    LocalJobLink link = link();
    link.submit(List.of(order("1"), order("2")));
    finish(link, link.lease(ANY, 1, LONG).get(0), Duration.ofMillis(1));
    link.settle(List.of(new Settlement.Bury(link.lease(ANY, 1, LONG).get(0), parcel("dead"))));
    link.close();
    link.close();
    assertTrue(spaces.has("a"));
    LocalJobLink tidier = link();
    tidier.delete("2");
    Engine.until(() -> tidier.find(List.of("1")).get(0).isEmpty());
    tidier.close();
    assertFalse(spaces.has("a"));
  }

  @Test
  void namespacesDoNotMeet() throws Exception {
    link().submit(List.of(order("1")));
    LocalJobLink other = new LocalJobLink(spaces.enter("b"), 10);
    assertEquals(List.of(), other.lease(ANY, 1, Duration.ZERO));
  }

  private LocalJobLink link() {
    return new LocalJobLink(spaces.enter("a"), 10);
  }

  private static void finish(LocalJobLink link, Lease lease, Duration retention) {
    link.settle(
        List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("end"), retention)));
  }
}
