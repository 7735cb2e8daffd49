package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Room;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Passwords, users, databases and TLS. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class RedisLoginTest {

  @TempDir Path folder;

  @Test
  void passwordIsNeeded() {
    try (RedisServer server = new RedisServer(folder.resolve("data"), "--requirepass", "sesame");
        Room right = Rooms.at(server.port(), "password", "sesame");
        Room wrong = Rooms.at(server.port(), "password", "open-up");
        Room none = Rooms.at(server.port())) {
      assertWorks(right);
      assertRefused("WRONGPASS", wrong);
      assertRefused("NOAUTH", none);
    }
  }

  @Test
  void userNeedsOnlyItsOwnKeys() {
    try (RedisServer server = new RedisServer(folder.resolve("data"))) {
      String rights = " on >sesame ~revolve:* resetchannels +@all -@dangerous";
      assertEquals("+OK", server.ask("ACL SETUSER worker" + rights).trim());
      assertEquals("+OK", server.ask("ACL SETUSER stranger on >sesame +@all").trim());
      try (Room room = Rooms.at(server.port(), "user", "worker", "password", "sesame");
          Room stranger = Rooms.at(server.port(), "user", "stranger", "password", "sesame")) {
        assertWorks(room);
        assertRefused("NOPERM", stranger);
      }
    }
  }

  @Test
  void databasesAreApart() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room seventh = Rooms.at(server.port(), "database", 7)) {
      assertWorks(seventh);
      String keys = server.ask("INFO keyspace");
      assertTrue(keys.contains("db7:") && !keys.contains("db0:"), keys);
    }
  }

  @Test
  void trustedServerIsTalkedToInSecret() throws Exception {
    Certificate certificate = new Certificate(folder);
    int port = RedisServer.freePort();
    String[] options = {
      "--tls-port", Integer.toString(port),
      "--tls-cert-file", certificate.certificate().toString(),
      "--tls-key-file", certificate.key().toString(),
      "--tls-auth-clients", "no"
    };
    Path truststore = certificate.truststore();
    try (RedisServer server = new RedisServer(folder.resolve("data"), options);
        Room room =
            Rooms.at(
                port,
                "tls",
                true,
                "truststore",
                truststore.toString(),
                "truststore-password",
                Certificate.PASSWORD);
        Room distrustful = Rooms.at(port, "tls", true);
        Room plain = Rooms.at(port)) {
      assertTrue(server.port() != port);
      assertWorks(room);
      assertThrows(EngineException.class, () -> submit(distrustful), "its signer is unknown");
      assertThrows(EngineException.class, () -> submit(plain), "it does not speak TLS");
    }
  }

  @Test
  void truststoreWithoutTlsIsAMistake() {
    try (Room room = Rooms.at(6379, "truststore", "any.p12")) {
      ConfigException error = assertThrows(ConfigException.class, () -> room.client());
      assertTrue(String.valueOf(error.getMessage()).contains("redis.truststore"), error::toString);
    }
  }

  private static void assertWorks(Room room) {
    room.worker().handle("say", task -> "done").start();
    Client client = room.client();
    assertEquals(List.of("completed"), Rooms.run(client, room.task("say")).endings());
  }

  private static void assertRefused(String reason, Room room) {
    EngineException error = assertThrows(EngineException.class, () -> submit(room));
    assertTrue(String.valueOf(error.getMessage()).contains(reason), error::toString);
  }

  private static void submit(Room room) {
    room.client("timeout", "PT1S").handle(room.task("say"));
  }
}
