package io.revolve.provider.redis;

import io.revolve.testkit.CancelContract;
import io.revolve.testkit.Contract;
import io.revolve.testkit.DeadLetterContract;
import io.revolve.testkit.EventContract;
import io.revolve.testkit.FindContract;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.JobLinkContract;
import io.revolve.testkit.MessageLinkContract;
import io.revolve.testkit.QueueContract;
import io.revolve.testkit.RestartContract;
import io.revolve.testkit.SubmitContract;
import io.revolve.testkit.TellContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What of the contract tells a Cluster of three nodes from one server, in a time that every build
 * can afford: each test has a namespace of its own, and so a slot on any of the nodes.
 */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterTest {

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private Cluster cluster;

  @BeforeAll
  void openCluster() {
    cluster = new Cluster(folder);
  }

  @AfterAll
  void closeCluster() {
    cluster.close();
  }

  /** R1.1 to R1.6. */
  @Nested
  class Submit extends SubmitContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R2.9 to R2.11. */
  @Nested
  class DeadLetter extends DeadLetterContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R3.1 to R3.8. */
  @Nested
  class Cancel extends CancelContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R4.1 to R4.9. */
  @Nested
  class Event extends EventContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R4.10 to R4.16. */
  @Nested
  class Find extends FindContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R4.19 to R4.21. */
  @Nested
  class Tell extends TellContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R6.7. */
  @Nested
  class Restart extends RestartContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R9.1 to R9.7. */
  @Nested
  class Queue extends QueueContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R12.1 to R12.9. */
  @Nested
  class JobLink extends JobLinkContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }

  /** R12.10 to R12.14. */
  @Nested
  class MessageLink extends MessageLinkContract {
    @Override
    protected Fixture fixture() {
      return cluster;
    }
  }
}
