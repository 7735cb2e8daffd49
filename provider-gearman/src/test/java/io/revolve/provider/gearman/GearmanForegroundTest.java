package io.revolve.provider.gearman;

import io.revolve.testkit.BatchContract;
import io.revolve.testkit.CancelContract;
import io.revolve.testkit.DeadLetterContract;
import io.revolve.testkit.DrainContract;
import io.revolve.testkit.EngineContract;
import io.revolve.testkit.EventContract;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.JobLinkContract;
import io.revolve.testkit.MisfitContract;
import io.revolve.testkit.QueueContract;
import io.revolve.testkit.RaceContract;
import io.revolve.testkit.ResourceContract;
import io.revolve.testkit.RetryContract;
import io.revolve.testkit.StressContract;
import io.revolve.testkit.TellContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract with foreground jobs, but for the rules of tasks that outlive their client, which
 * these do not, and of faulty links for messages, which they have none of.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GearmanForegroundTest {
  private GearmanServer server;

  @BeforeAll
  void start() {
    server = GearmanServer.running();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Fixture foreground() {
    return namespace ->
        Map.of(
            "provider",
            "gearman",
            "gearman",
            Map.of("port", server.port(), "namespace", namespace, "mode", "foreground"));
  }

  @Nested
  class Retry extends RetryContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Event extends EventContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Tell extends TellContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Drain extends DrainContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Batch extends BatchContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Race extends RaceContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Engine extends EngineContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Cancel extends CancelContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class DeadLetter extends DeadLetterContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Misfit extends MisfitContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Resource extends ResourceContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Queue extends QueueContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class JobLink extends JobLinkContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }

  @Nested
  class Stress extends StressContract {
    @Override
    protected Fixture fixture() {
      return foreground();
    }
  }
}
