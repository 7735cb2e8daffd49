package io.revolve.bench.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.bench.Flight;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contenders that need nothing but a Redis do their work; how fast is no test. */
@Timeout(60)
class RedisBenchTest {

  @Test
  void theRawLoopEndsEveryTask() throws Exception {
    try (RedisServer redis = new RedisServer();
        Back back = new RawBack(redis.port());
        Front front = new RawFront(redis.port())) {
      endsEveryTask(front, back);
    }
  }

  @Test
  void revolveEndsEveryTask() throws Exception {
    try (RedisServer redis = new RedisServer();
        Back back = new RevolveBack(redis.port());
        Front front = new RevolveFront(redis.port())) {
      endsEveryTask(front, back);
    }
  }

  private static void endsEveryTask(Front front, Back back) throws Exception {
    Flight flight = new Flight();
    flight.start(50);
    front.send(50, flight);
    front.await(flight, 0);
    flight.start();
    front.send(1, flight);
    front.await(flight, 0);
    assertEquals(0, flight.up());
    front.park(20);
    back.drain(20);
    long[] nanos = front.hear(5);
    assertTrue(nanos.length == 5 && Arrays.stream(nanos).allMatch(each -> each > 0));
  }

  @Test
  void theServerIsAsked() throws Exception {
    try (RedisServer redis = new RedisServer()) {
      assertTrue(redis.info("used_memory") > 0);
      redis.clear();
    }
  }
}
