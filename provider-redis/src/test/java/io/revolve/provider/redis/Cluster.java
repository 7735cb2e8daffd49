package io.revolve.provider.redis;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Cluster of three nodes. */
final class Cluster implements Fixture {

  private static final int SLOTS = 16_384;
  private static final int AT_ONCE = 2000;

  private final List<RedisServer> nodes;

  Cluster(Path folder) {
    nodes =
        IntStream.range(0, 3).mapToObj(i -> RedisServer.node(folder.resolve("node" + i))).toList();
    for (int i = 0; i < nodes.size(); i++) {
      RedisServer node = nodes.get(i);
      say(node, "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
      int last = SLOTS * (i + 1) / nodes.size();
      for (int from = SLOTS * i / nodes.size(); from < last; from += AT_ONCE) {
        say(node, "CLUSTER ADDSLOTS " + numbers(from, Math.min(last, from + AT_ONCE)));
      }
    }
    for (RedisServer node : nodes.subList(1, nodes.size())) {
      say(nodes.get(0), "CLUSTER MEET 127.0.0.1 " + node.port());
    }
    Until.holds("the Cluster is whole", () -> nodes.stream().allMatch(Cluster::isWhole));
  }

  private static boolean isWhole(RedisServer node) {
    String info = node.ask("CLUSTER INFO");
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
  }

  private static String numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  private static void say(RedisServer node, String command) {
    String reply = node.ask(command);
    if (!reply.startsWith("+OK")) {
      throw new AssertionError(command + ": " + reply);
    }
  }

  List<RedisServer> nodes() {
    return nodes;
  }

  @Override
  public Map<String, Object> jobs(String namespace) {
    // Only one node is named: the others are found.
    String node = "127.0.0.1:" + nodes.get(0).port();
    return Map.of(
        "provider",
        "redis",
        "redis",
        Map.of("mode", "cluster", "servers", List.of(node), "namespace", namespace));
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  @Override
  public void restartEngine() {
    nodes.forEach(RedisServer::stop);
    nodes.forEach(RedisServer::start);
    Until.holds("the Cluster is whole", () -> nodes.stream().allMatch(Cluster::isWhole));
  }

  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }
}
