package io.revolve.bench.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs nothing but a gearmand does its work; how fast is no test. */
@Timeout(60)
class GearmanBenchTest {

  @Test
  void revolveEndsEveryTask() throws Exception {
    try (GearmanServer gearmand = new GearmanServer();
        RevolveBack back = new RevolveBack(gearmand.port());
        RevolveFront front = new RevolveFront(gearmand.port())) {
      front.fly(5, 1);
      front.fly(50, 8);
      front.park(20);
      assertTrue(back.drain(20) > 0);
      gearmand.awaitNoJobs();
    }
  }

  @Test
  void theEchoIsWhole() throws Exception {
    try (GearmanServer gearmand = new GearmanServer();
        Echo echo = new Echo(gearmand.port())) {
      echo.echo(1 << 20);
    }
  }

  @Test
  void theRelayCountsPackets() throws Exception {
    try (GearmanServer gearmand = new GearmanServer();
        Relay relay = new Relay(gearmand.port());
        Echo echo = new Echo(relay.port())) {
      long before = relay.packets(); // A connection begins with an echo.
      echo.echo(100_000);
      echo.echo(0);
      assertEquals(4, relay.packets() - before);
    }
  }
}
