package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Gate;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A master that dies, and its replica that a Sentinel promotes. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class RedisSentinelTest {

  private static final Pattern OFFSET = Pattern.compile("master_repl_offset:(\\d+)");

  @TempDir Path folder;

  @Test
  void promotedReplicaIsWorkedWith() {
    try (RedisServer master =
            new RedisServer(folder.resolve("master"), "--repl-diskless-sync-delay", "0");
        RedisServer replica = replica(master);
        RedisServer sentinel = sentinel(master, replica);
        Room room =
            Rooms.at(
                sentinel.port(), "mode", "sentinel", "master", "kit", "sentinel-password", "")) {
      Client client = room.client("timeout", "PT20S", "reconcile", "PT1S");
      Gate gate = new Gate();
      Gate started = new Gate();
      room.worker("lease", "PT20S")
          .handle("say", task -> "done")
          .handle(
              "hold",
              task -> {
                started.open();
                gate.pass();
                task.write("said", "through");
                return "held";
              })
          .start();
      Task running = room.task("hold");
      Heard heard = Heard.of(running, "said");
      client.handle(running);
      started.passDeaf();
      List<Heard> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Task task = room.task("say", "delay", "PT2S");
        waiting.add(Heard.of(task));
        client.handle(task);
      }
      Until.holds("the replica has all", () -> offset(replica) == offset(master));
      master.kill();
      gate.open();
      assertEquals(List.of("completed"), Rooms.run(client, room.task("say")).endings());
      Room.read(client, "what ran meanwhile ends", heard::hasEnded);
      assertEquals(List.of("completed"), heard.endings());
      assertEquals(List.of("through"), heard.texts("said"));
      Room.read(client, "what waited ends", () -> waiting.stream().allMatch(Heard::hasEnded));
      waiting.forEach(each -> assertEquals(List.of("completed"), each.endings()));
    }
  }

  private RedisServer replica(RedisServer master) {
    String port = Integer.toString(master.port());
    RedisServer replica =
        new RedisServer(folder.resolve("replica"), "--replicaof", "127.0.0.1", port);
    Until.holds(
        "the replica follows",
        () -> replica.ask("INFO replication").contains("master_link_status:up"));
    return replica;
  }

  private RedisServer sentinel(RedisServer master, RedisServer replica) {
    RedisServer sentinel = RedisServer.sentinel(folder.resolve("sentinel"), "kit", master.port());
    Until.holds(
        "the Sentinel knows the replica",
        () -> sentinel.ask("SENTINEL REPLICAS kit").contains(":" + replica.port()));
    return sentinel;
  }

  private static long offset(RedisServer server) {
    Matcher matcher = OFFSET.matcher(server.ask("INFO replication"));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
