package io.revolve.testkit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole contract. A provider passes it with one small class that hands over a {@link Fixture}:
 *
 * <pre>{@code
 * class AcmeContractTest extends ProviderContract {
 *   @Override
 *   protected Fixture open() {
 *     return namespace -> Map.of("provider", "acme", "acme", Map.of("namespace", namespace));
 *   }
 * }
 * }</pre>
 *
 * <p>The rules are in {@code docs/contract.md}; a test's name begins with the number of its rule.
 * Where {@code junit.jupiter.execution.parallel.enabled} is set, the tests run in parallel, but for
 * those that measure the JVM or restart the engine, which run alone. Beside other classes they do
 * not, since these know nothing of that.
 */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderContract {

  @SuppressWarnings("NullAway.Init")
  private Fixture fixture;

  /** Opens the fixture, once for all tests of the class; the contract closes it. */
  protected abstract Fixture open() throws Exception;

  @BeforeAll
  final void openFixture() throws Exception {
    fixture = open();
  }

  @AfterAll
  final void closeFixture() {
    fixture.close();
  }

  /** R1.1 to R1.6. */
  @Nested
  public class Submit extends SubmitContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R1.7 to R1.10. */
  @Nested
  public class Lease extends LeaseContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R2.1 to R2.8. */
  @Nested
  public class Retry extends RetryContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R2.9 to R2.11. */
  @Nested
  public class DeadLetter extends DeadLetterContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R3.1 to R3.8. */
  @Nested
  public class Cancel extends CancelContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R4.1 to R4.9. */
  @Nested
  public class Event extends EventContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R4.10 to R4.16. */
  @Nested
  public class Find extends FindContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R4.17 and R4.18. */
  @Nested
  public class FaultyMail extends FaultyMailContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R4.19 to R4.21. */
  @Nested
  public class Tell extends TellContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R5.1 to R5.4. */
  @Nested
  public class Drain extends DrainContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R6.1 to R6.6. */
  @Nested
  public class Engine extends EngineContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R6.7, R14.4. */
  @Nested
  public class Restart extends RestartContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R7.1 to R7.4. */
  @Nested
  public class Misfit extends MisfitContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R8.1 to R8.4. */
  @Nested
  public class Resource extends ResourceContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R9.1 to R9.7. */
  @Nested
  public class Queue extends QueueContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R10.1 to R10.8. */
  @Nested
  public class Batch extends BatchContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R11.1 to R11.5. */
  @Nested
  public class Capability extends CapabilityContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R12.1 to R12.9. */
  @Nested
  public class JobLink extends JobLinkContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R12.10 to R12.14. */
  @Nested
  public class MessageLink extends MessageLinkContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R3.9, R4.22, R5.5. */
  @Nested
  public class Race extends RaceContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R1.11. */
  @Nested
  public class Stress extends StressContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R13.1 to R13.6. */
  @Nested
  public class OtherJvm extends OtherJvmContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }

  /** R14.1 to R14.4, R12.15. */
  @Nested
  public class Workers extends WorkersContract {
    @Override
    protected Fixture fixture() {
      return fixture;
    }
  }
}
