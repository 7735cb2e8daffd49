package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.EngineException;
import io.revolve.api.Limit;
import io.revolve.testkit.Proxy;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits at a server that is away, forgets, falls silent, or is a Cluster. */
@Tag("once")
@Timeout(60)
class RedisLimitBadDaysTest {

  @TempDir Path folder;

  private static Limit open(Make make, int port, String lease) {
    return make.limit(LimitMain.config(port, "convert", 1, lease));
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    try (RedisServer server = RedisServer.absent(folder.resolve("data"));
        Make make = new Make()) {
      long begin = System.nanoTime();
      assertThrows(EngineException.class, () -> open(make, server.port(), "PT1S"));
      assertInTime(begin);
      server.start();
      assertTrue(open(make, server.port(), "PT1S").tryAcquire().isPresent());
    }
  }

  @Test
  void aSlotOutlivesTheServerThatKeepsItsData() throws Exception {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Make make = new Make()) {
      Limit limit = open(make, server.port(), "PT30S");
      Limit other = open(make, server.port(), "PT30S");
      Limit.Slot slot = limit.acquire();
      server.stop();
      long begin = System.nanoTime();
      assertThrows(EngineException.class, other::acquire);
      assertThrows(EngineException.class, other::tryAcquire);
      assertInTime(begin);
      assertTrue(slot.isHeld());
      server.start();
      assertTrue(other.tryAcquire().isEmpty());
      slot.close();
      assertTrue(other.acquire().isHeld());
    }
  }

  @Test
  void whatAServerForgetsIsLostAndTheLimitGoesOn() throws Exception {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Make make = new Make()) {
      Limit limit = open(make, server.port(), "PT0.9S");
      Limit.Slot slot = limit.acquire();
      server.stop();
      server.startEmpty();
      Until.holds("it is lost", () -> !slot.isHeld());
      slot.close();
      assertTrue(limit.acquire().isHeld());
      assertTrue(limit.tryAcquire().isEmpty());
    }
  }

  @Test
  void aHolderThatCannotRenewSeesItAndClosingTakesNoLongerThanItsCalls() throws Exception {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Proxy proxy = new Proxy(server.port());
        Make make = new Make()) {
      Limit direct = open(make, server.port(), "PT0.6S");
      Limit limit = open(make, proxy.port(), "PT0.6S");
      Limit.Slot slot = limit.acquire();
      assertTrue(direct.tryAcquire().isEmpty());
      proxy.cut();
      Limit.Slot theirs = direct.acquire();
      assertFalse(slot.isHeld(), "before another has it");
      long begin = System.nanoTime();
      assertThrows(EngineException.class, limit::acquire);
      assertInTime(begin);
      begin = System.nanoTime();
      limit.close();
      assertInTime(begin);
      assertTrue(theirs.isHeld());
    }
  }

  @Test
  void inAClusterALimitIsWhereItsNamespaceIs() throws Exception {
    try (Cluster cluster = new Cluster(folder);
        Make make = new Make()) {
      List<Integer> nodes = cluster.nodes().stream().map(RedisServer::port).toList();
      for (int i = 0; i < 6; i++) {
        Map<String, Object> config =
            Map.of(
                "provider",
                "redis",
                "name",
                "convert {1}",
                "size",
                1,
                "redis",
                Map.of(
                    "mode",
                    "cluster",
                    "servers",
                    List.of("127.0.0.1:" + nodes.get(0)),
                    "namespace",
                    "n" + i));
        Limit limit = make.limit(config);
        Limit other = make.limit(config);
        Limit.Slot slot = limit.acquire();
        assertTrue(other.tryAcquire().isEmpty());
        Thread thread =
            new Thread(
                () -> {
                  try {
                    other.acquire().close();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        thread.start();
        Until.holds("it waits", () -> thread.getState() == Thread.State.WAITING);
        slot.close();
        thread.join();
      }
      for (RedisServer node : cluster.nodes()) {
        assertFalse(node.ask("DBSIZE").startsWith(":0"), "each node has some");
      }
      assertEquals(3, nodes.size());
    }
  }

  /** A call here may take half a second, and is tried twice. */
  private static void assertInTime(long begin) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, "within its timeout: " + took);
  }
}
