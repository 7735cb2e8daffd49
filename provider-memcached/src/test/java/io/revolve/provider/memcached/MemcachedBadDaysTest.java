package io.revolve.provider.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.provider.memcached.Logs.Reading;
import io.revolve.spi.Config.Address;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Proxy;
import io.revolve.testkit.Room;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that is absent, killed, stopped, or behind a network that went silent. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class MemcachedBadDaysTest {

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void anAbsentServerIsSaidInTimeAndUsedWhenItComes() throws Exception {
    try (MemcachedServer server = MemcachedServer.absent();
        MessageLink link = Logs.link(server.port())) {
      long begin = System.nanoTime();
      EngineException error = assertThrows(EngineException.class, () -> Logs.append(link, 0, 1));
      assertTrue(since(begin).toMillis() < 3000, "within its timeout: " + since(begin));
      String message = String.valueOf(error.getMessage());
      assertTrue(message.contains("127.0.0.1:" + server.port()), message);
      assertTrue(message.contains("refused"), message);
      assertThrows(EngineException.class, link::ping);
      assertThrows(EngineException.class, () -> link.read("in", Mail.START, 1, Duration.ZERO));
      server.start();
      link.ping();
      Logs.append(link, 0, 3);
      assertEquals(Logs.texts(0, 3), new Reading(link, Mail.START).more(3).texts);
    }
  }

  @Test
  void anUnknownHostIsSaid() {
    MemcachedSettings local = Logs.settings(9, Duration.ZERO, Duration.ofHours(1), 11_211);
    MemcachedSettings nowhere =
        new MemcachedSettings(
            List.of(new Address("no-such-host.invalid", 11_211)),
            local.namespace(),
            local.timeout(),
            local.itemLimit(),
            local.poll(),
            local.log());
    try (MessageLink link = new MemcachedMessages(nowhere)) {
      EngineException error = assertThrows(EngineException.class, link::ping);
      assertTrue(
          String.valueOf(error.getMessage()).contains("no-such-host.invalid"), error::getMessage);
    }
  }

  @Test
  void writersAndReadersGoOnThroughKills() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port());
        MessageLink other = Logs.link(server.port())) {
      boolean[] stop = {false};
      CompletableFuture<Integer> writing =
          CompletableFuture.supplyAsync(
              () -> {
                int at = 0;
                while (!stop[0]) {
                  try {
                    Logs.append(other, at, at + 1);
                    at++;
                  } catch (EngineException down) {
                    Thread.onSpinWait();
                  }
                }
                return at;
              });
      Reading reading = new Reading(link, Mail.START);
      for (int i = 0; i < 3; i++) {
        readFor(reading, Duration.ofMillis(700));
        server.kill();
        readFor(reading, Duration.ofMillis(300));
        server.start();
        int before = reading.texts.size();
        long begin = System.nanoTime();
        while (reading.texts.size() == before) {
          readFor(reading, Duration.ofMillis(10));
        }
        assertTrue(since(begin).toMillis() < 2000, "reading again after " + since(begin));
      }
      stop[0] = true;
      int written = writing.get(20, TimeUnit.SECONDS);
      List<Integer> heard = Logs.numbers(reading.texts).toList();
      assertTrue(written > heard.size() / 2, written + " written");
      assertTrue(reading.lost >= 3, "each restart is told: " + reading.lost);
      for (int i = 1; i < heard.size(); i++) {
        int step = heard.get(i) - heard.get(i - 1);
        // One that was heard just before a kill, whose writer was not answered, comes again.
        assertTrue(step >= 0, "in order at " + i + ": " + step);
      }
    }
  }

  private static void readFor(Reading reading, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        reading.read(100, Duration.ofMillis(5));
      } catch (EngineException down) {
        Thread.sleep(5);
      }
    }
  }

  @Test
  void aStoppedServerIsSaidInTimeAndLosesNothing() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        MessageLink link = Logs.link(server.port())) {
      Logs.append(link, 0, 3);
      server.signal("STOP");
      long begin = System.nanoTime();
      assertThrows(EngineException.class, () -> Logs.append(link, 3, 4));
      assertTrue(since(begin).toMillis() < 6000, "in time: " + since(begin));
      begin = System.nanoTime();
      assertThrows(EngineException.class, link::ping);
      assertTrue(since(begin).toMillis() < 4000, "in time: " + since(begin));
      server.signal("CONT");
      Logs.append(link, 4, 6);
      Reading reading = new Reading(link, Mail.START);
      while (!reading.texts.contains("5")) {
        reading.more(1);
      }
      // What failed may have been stored when the server went on.
      assertEquals(
          List.of("4", "5"),
          reading.texts.stream().filter(text -> text.compareTo("3") > 0).toList());
    }
  }

  @Test
  void aSilentNetworkIsNoticedAndLeft() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        Proxy proxy = new Proxy(server.port());
        MessageLink link = Logs.link(proxy.port())) {
      Logs.append(link, 0, 3);
      Reading reading = new Reading(link, Mail.START).more(3);
      CompletableFuture<Mail> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return link.read("in", reading.position, 9, Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Thread.sleep(100);
      proxy.cut();
      long begin = System.nanoTime();
      assertThrows(EngineException.class, () -> Logs.append(link, 3, 4));
      assertTrue(since(begin).toMillis() < 6000, "in time: " + since(begin));
      assertThrows(Exception.class, () -> waiting.get(6, TimeUnit.SECONDS));
      proxy.mend();
      begin = System.nanoTime();
      Logs.append(link, 4, 6);
      assertTrue(since(begin).toMillis() < 2000, "connected again in " + since(begin));
      reading.more(2);
      assertEquals("5", reading.texts.get(reading.texts.size() - 1));
    }
  }

  @Test
  void closingDoesNotWaitForTheDead() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        Proxy proxy = new Proxy(server.port())) {
      MessageLink link = Logs.link(proxy.port());
      link.ping();
      proxy.cut();
      CompletableFuture<Void> calling = CompletableFuture.runAsync(link::ping);
      Thread.sleep(100);
      long begin = System.nanoTime();
      link.close();
      link.close();
      assertTrue(since(begin).toMillis() < 500, "closed at once: " + since(begin));
      assertThrows(Exception.class, () -> calling.get(5, TimeUnit.SECONDS));
      assertThrows(EngineException.class, link::ping);
    }
  }

  @Test
  void tasksGoOnWhenTheMessengerRestarts() throws Exception {
    try (MemcachedServer server = MemcachedServer.running();
        Room room = new Room(fixture(server.port()))) {
      Client client = room.client("timeout", "PT5S", "reconcile", "PT1S");
      Worker worker = room.worker().handle("say", task -> "done").start();
      assertEquals(List.of("completed"), run(client, room.task("say")).endings());
      server.kill();
      Task task = room.task("say");
      Heard heard = Heard.of(task);
      client.handle(task);
      server.start();
      Room.read(client, "the task ends", heard::hasEnded);
      assertEquals(List.of("completed"), heard.endings());
      assertTrue(worker.health().green() || !worker.health().detail().isEmpty());
    }
  }

  private static Fixture fixture(int port) {
    return new Fixture() {
      @Override
      public Map<String, Object> jobs(String namespace) {
        return Map.of("provider", "local", "local", Map.of("namespace", namespace));
      }

      @Override
      public Map<String, Object> messages(String namespace) {
        Map<String, Object> section =
            Map.of("port", port, "timeout", "PT1S", "namespace", namespace);
        return Map.of("provider", "memcached", "memcached", section);
      }
    };
  }

  private static Heard run(Client client, Task task) {
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, task.name() + " ends", heard::hasEnded);
    return heard;
  }
}
