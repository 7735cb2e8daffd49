package io.revolve.testkit;

import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.spi.Capability;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What the topics of the contract have in common: a fixture, and a room for each test. They share
 * the JVM and the engine, in parallel; who must have both alone locks them for writing. (JUnit's
 * {@code @Isolated} on one topic would take all topics of its provider one after another.)
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
public abstract class Contract {

  /**
   * The JVM and the engine, that all tests share. Other classes whose tests run in parallel must
   * take it for reading, too.
   */
  public static final String SHARED = "io.revolve.testkit.shared";

  /** Where a test works. */
  @SuppressWarnings("NullAway.Init")
  protected Room room;

  /** The provider under test. */
  protected abstract Fixture fixture();

  @BeforeEach
  final void openRoom() {
    room = new Room(fixture());
  }

  @AfterEach
  final void closeRoom() {
    room.close();
  }

  /** The whole number that is the task's payload. */
  protected static int number(RunningTask task) {
    return Objects.requireNonNull(task.payload(Integer.class));
  }

  /** Hands a task over and reads until it has ended. */
  protected static Heard run(Client client, Task task, String... events) {
    Heard heard = Heard.of(task, events);
    client.handle(task);
    Room.read(client, task.name() + " ends", heard::hasEnded);
    return heard;
  }

  /**
   * Whether a capability is declared. Where it is not, asserts that its use is refused with an
   * error that names the feature, so that no test is passed over in silence.
   */
  protected boolean declared(Capability capability, Executable use) {
    if (room.has(capability)) {
      return true;
    }
    refused(capability, use);
    return false;
  }

  /** Whether jobs can be delayed; asserts the refusal otherwise. */
  protected final boolean delays() {
    return declared(
        Capability.DELAY, () -> room.client().handle(room.task("late", "delay", "PT1S")));
  }

  /** Whether jobs are found by id; asserts the refusal otherwise. */
  protected final boolean finds() {
    return declared(Capability.STATUS, () -> room.client().find("no-such-task"));
  }

  /** Whether jobs can be cancelled; asserts the refusal otherwise. */
  protected final boolean cancels() {
    return declared(
        Capability.CANCEL,
        () -> {
          Task task = room.task("cancelled");
          room.client().handle(task);
          task.cancel();
        });
  }

  /** Asserts that the use of a capability is refused, with an error that names the feature. */
  protected static void refused(Capability capability, Executable use) {
    RuntimeException error = Assertions.assertThrows(RuntimeException.class, use);
    Assertions.assertTrue(
        error instanceof UnsupportedFeatureException || error instanceof ConfigException,
        () -> capability + " must be refused as a feature, but: " + error);
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    Assertions.assertTrue(
        text.contains(word(capability)),
        () -> "the error must say \"" + word(capability) + "\", but says: " + text);
  }

  private static String word(Capability capability) {
    return switch (capability) {
      case DEAD_LETTERS -> "dead letter";
      case QUEUE_CONTROL -> "queue";
      case COUNTS -> "count";
      case LEASES -> "lease";
      case REPLAY -> "replay";
      default -> capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
