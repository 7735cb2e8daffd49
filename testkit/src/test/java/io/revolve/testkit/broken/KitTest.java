package io.revolve.testkit.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import io.revolve.testkit.Contract;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.Links;
import io.revolve.testkit.ProviderContract;
import io.revolve.testkit.socket.SocketFixture;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each broken link fails the contract, at the rule that it breaks; the good one passes it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@Tag("once")
class KitTest {

  private static void breaks(
      String rule, Class<? extends ProviderContract> contract, Class<?> topic) {
    assertTrue(
        failures(contract, topic, rule).stream().anyMatch(name -> name.startsWith(rule + "_")),
        () -> contract.getSimpleName() + " must fail rule " + rule);
  }

  /** Runs the tests of a topic whose names begin so, and gives the names of those that fail. */
  private static Set<String> failures(
      Class<? extends ProviderContract> contract, Class<?> topic, String rule) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (Method method : topic.getSuperclass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class) && method.getName().startsWith(rule + "_")) {
        request.selectors(selectNestedMethod(List.of(contract), topic, method.getName()));
      }
    }
    LauncherDiscoveryRequest built =
        request
            .filters(TagFilter.excludeTags("long"))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    Set<String> failed = new TreeSet<>();
    Set<String> ran = new TreeSet<>();
    LauncherFactory.create()
        .execute(
            built,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                synchronized (failed) {
                  ran.add(test.getLegacyReportingName());
                  if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(test.getLegacyReportingName());
                  }
                }
              }
            });
    assertTrue(ran.stream().anyMatch(name -> name.startsWith("r")), "some tests ran: " + ran);
    return failed;
  }

  @Test
  void goodLinkPasses() {
    assertEquals(Set.of(), failures(Good.class, ProviderContract.Submit.class, "r1_2"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.Lease.class, "r1_7"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.Lease.class, "r1_8"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.Event.class, "r4_1"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.JobLink.class, "r12_2"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.JobLink.class, "r12_3"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.MessageLink.class, "r12_10"));
    assertEquals(Set.of(), failures(Good.class, ProviderContract.Workers.class, "r14_2"));
  }

  @Test
  void lostJobIsFound() {
    breaks("r1_2", LosesJobs.class, ProviderContract.Submit.class);
  }

  @Test
  void repeatedJobIsFound() {
    breaks("r12_2", RepeatsJobs.class, ProviderContract.JobLink.class);
  }

  @Test
  void reorderedJobsAreFound() {
    breaks("r12_2", ReordersJobs.class, ProviderContract.JobLink.class);
  }

  @Test
  void forgottenExtensionIsFound() {
    breaks("r1_8", ForgetsToExtend.class, ProviderContract.Lease.class);
  }

  @Test
  void forgottenLeaseIsFound() {
    breaks("r1_7", ForgetsLeases.class, ProviderContract.Lease.class);
  }

  @Test
  void completedLostLeaseIsFound() {
    breaks("r12_3", CompletesLostLeases.class, ProviderContract.JobLink.class);
  }

  @Test
  void stoppedWorkerThatIsListedIsFound() {
    breaks("r14_2", KeepsStoppedWorkers.class, ProviderContract.Workers.class);
  }

  @Test
  void deadWorkerThatIsListedIsFound() {
    breaks("r14_3", KeepsDeadWorkers.class, ProviderContract.Workers.class);
  }

  @Test
  void lostMessageIsFound() {
    breaks("r4_1", LosesMessages.class, ProviderContract.Event.class);
  }

  @Test
  void repeatedMessageIsFound() {
    breaks("r12_10", RepeatsMessages.class, ProviderContract.MessageLink.class);
  }

  @Test
  void reorderedMessagesAreFound() {
    breaks("r12_10", ReordersMessages.class, ProviderContract.MessageLink.class);
  }

  // Not named *Test, so that no build runs them by themselves.

  static final class Good extends ProviderContract {
    @Override
    protected Fixture open() {
      return new SocketFixture();
    }
  }

  static final class LosesJobs extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.LosesJobs::new));
    }
  }

  static final class RepeatsJobs extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.RepeatsJobs::new));
    }
  }

  static final class ReordersJobs extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.ReordersJobs::new));
    }
  }

  static final class ForgetsToExtend extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.ForgetsToExtend::new));
    }
  }

  static final class ForgetsLeases extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.ForgetsLeases::new));
    }
  }

  static final class CompletesLostLeases extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.CompletesLostLeases::new));
    }
  }

  static final class KeepsStoppedWorkers extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.KeepsStoppedWorkers::new));
    }
  }

  static final class KeepsDeadWorkers extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.jobs(BrokenJobs.KeepsDeadWorkers::new));
    }
  }

  static final class LosesMessages extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.messages(BrokenMessages.LosesMessages::new));
    }
  }

  static final class RepeatsMessages extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.messages(BrokenMessages.RepeatsMessages::new));
    }
  }

  static final class ReordersMessages extends ProviderContract {
    @Override
    protected Fixture open() {
      return new BrokenFixture(Links.messages(BrokenMessages.ReordersMessages::new));
    }
  }
}
