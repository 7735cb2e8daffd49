package io.revolve.provider.gearman;

import io.revolve.testkit.CancelContract;
import io.revolve.testkit.DeadLetterContract;
import io.revolve.testkit.EngineContract;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.RestartContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of an engine that is killed and comes back, and of what is kept beside the jobs, on a
 * server that keeps its jobs in a file.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GearmanDurableTest {

  @TempDir static Path folder;
  private GearmanServer server;

  private record DurableFixture(GearmanServer server) implements Fixture {

    @Override
    public Map<String, Object> jobs(String namespace) {
      return Map.of(
          "provider", "gearman", "gearman", Map.of("port", server.port(), "namespace", namespace));
    }

    @Override
    public boolean canRestart() {
      return true;
    }

    @Override
    public void restartEngine() {
      server.kill();
      server.start();
    }
  }

  @BeforeAll
  void start() {
    server = GearmanServer.durable(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Nested
  class Restart extends RestartContract {
    @Override
    protected Fixture fixture() {
      return new DurableFixture(server);
    }
  }

  @Nested
  class Cancel extends CancelContract {
    @Override
    protected Fixture fixture() {
      return new DurableFixture(server);
    }
  }

  @Nested
  class DeadLetter extends DeadLetterContract {
    @Override
    protected Fixture fixture() {
      return new DurableFixture(server);
    }
  }

  @Nested
  class Engine extends EngineContract {
    @Override
    protected Fixture fixture() {
      return new DurableFixture(server);
    }
  }
}
