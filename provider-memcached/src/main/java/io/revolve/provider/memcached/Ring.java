package io.revolve.provider.memcached;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.spy.memcached.DefaultHashAlgorithm;

/**
 * Which server has an address: consistent hashing, so that another server takes over its share of
 * the addresses and the others stay. All keys of an address are on one server: what one server
 * loses are whole logs. An address does not move because its server is down, since its log would be
 * lost at both ends. Immutable.
 */
final class Ring {

  private static final int DIGESTS = 40;

  private final TreeMap<Integer, Server> points = new TreeMap<>();
  private final List<Server> servers;

  Ring(List<Server> servers) {
    this.servers = List.copyOf(servers);
    for (Server server : servers) {
      for (int i = 0; i < DIGESTS; i++) {
        for (int point : points(server + "-" + i)) {
          points.put(point, server);
        }
      }
    }
  }

  /** The server of all keys that begin like this. */
  Server at(Keys keys) {
    if (servers.size() == 1) {
      return servers.get(0);
    }
    Map.Entry<Integer, Server> next = points.ceilingEntry(points(keys.log()).get(0));
    return next == null ? points.firstEntry().getValue() : next.getValue();
  }

  List<Server> all() {
    return servers;
  }

  private static List<Integer> points(String name) {
    ByteBuffer digest =
        ByteBuffer.wrap(DefaultHashAlgorithm.computeMd5(name)).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> points = new ArrayList<>();
    while (digest.hasRemaining()) {
      points.add(digest.getInt());
    }
    return points;
  }
}
