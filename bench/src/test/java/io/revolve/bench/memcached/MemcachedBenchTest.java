package io.revolve.bench.memcached;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each contender carries every message; how fast is no test. */
@Timeout(60)
class MemcachedBenchTest {

  @Test
  void everyMessageArrives() throws Exception {
    try (MemcachedServer server = new MemcachedServer();
        Post raw = new RawPost(server.port(), 8, false);
        Post bulk = new RawPost(server.port(), 8, true);
        Post revolve = new RevolvePost(server.port(), 8)) {
      for (Post post : List.of(raw, bulk, revolve)) {
        assertTrue(MemcachedBench.round(server, post, 1024, 16) > 0, post.name());
        assertTrue(MemcachedBench.round(server, post, 64, 1) > 0, post.name());
      }
    }
  }
}
