package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.RevolveException;
import io.revolve.api.Task;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules R11.1 to R11.5: a provider does what it declares, and says so where it does not. */
public abstract class CapabilityContract extends Contract {

  @Test
  void r11_1_providerIsFoundAndDeclaresWhatItCan() {
    Provider jobs = room.jobs();
    Provider messages = room.messages();
    assertTrue(jobs.capabilities().has(Capability.JOBS), jobs.name());
    assertTrue(messages.capabilities().has(Capability.MESSAGES), messages.name());
    assertTrue(jobs.capabilities().maxPayload() >= 16_384, "carries 16 KiB at least");
    assertEquals(jobs.capabilities(), room.jobs().capabilities(), "and says so every time");
    long ofThisName =
        room.make().providers().stream().filter(each -> each.name().equals(jobs.name())).count();
    assertEquals(1, ofThisName, "one provider of the name " + jobs.name());
  }

  @ParameterizedTest
  @EnumSource(Capability.class)
  void r11_2_whatIsNotDeclaredIsRefused(Capability capability) {
    use(room, capability)
        .ifPresent(
            use -> {
              if (declared(capability, use)) {
                use(room, capability).ifPresent(CapabilityContract::works);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Capability.class)
  void r11_3_capabilityThatIsTakenAwayIsRefused(Capability capability) {
    Provider provider = room.jobs();
    Capabilities all = provider.capabilities();
    Capabilities fewer =
        new Capabilities(
            Set.copyOf(all.all().stream().filter(each -> each != capability).toList()),
            all.maxPayload());
    if (!all.has(capability) || capability == Capability.LEASES) {
      return;
    }
    Room poorer = room.poorer(fewer);
    use(poorer, capability).ifPresent(use -> refused(capability, use));
  }

  private static void works(Executable use) {
    try {
      use.execute();
    } catch (Throwable failure) {
      throw new AssertionError("what is declared must work", failure);
    }
  }

  private static Optional<Executable> use(Room room, Capability capability) {
    Executable use =
        switch (capability) {
          case DELAY -> () -> room.client().handle(room.task("use", "delay", "PT1S"));
          case PRIORITY -> () -> room.client().handle(room.task("use", "priority", "high"));
          case UNIQUE -> () -> room.client().handle(room.task("use", "unique", "key"));
          case STATUS -> () -> room.client().tasks(1);
          case LEASES -> () -> extend(room.jobLink());
          case DEAD_LETTERS -> () -> room.client().deadLetters().list(1);
          case CANCEL ->
              () -> {
                Task task = room.task("use");
                room.client().handle(task);
                task.cancel();
              };
          case COUNTS -> () -> room.client().queues().list();
          case QUEUE_CONTROL -> () -> room.client().queues().pause("use");
          case WORKERS -> () -> room.client().workers();
          default -> null;
        };
    return Optional.ofNullable(use);
  }

  private static void extend(JobLink link) {
    link.extend(List.of(), Duration.ofSeconds(1));
  }

  @Test
  void r11_4_wrongConfigIsRefusedBeforeAnythingIsOpened() {
    Map<String, Object> config = new HashMap<>(room.config());
    String name = room.jobs().name();
    Map<String, Object> section = new HashMap<>();
    if (config.get(name) instanceof Map<?, ?> given) {
      given.forEach((key, value) -> section.put(String.valueOf(key), value));
    }
    section.put("no-such-key", 1);
    config.put(name, section);
    config.put("timeout", "soon");
    for (String kind : List.of("client", "worker")) {
      ConfigException refused =
          assertThrows(ConfigException.class, () -> room.make().check(kind, config));
      String path = kind + "." + name + ".no-such-key";
      assertTrue(
          refused.problems().stream().anyMatch(problem -> problem.startsWith(path)),
          () -> path + " is named: " + refused.getMessage());
      assertTrue(refused.problems().size() >= 2, refused.getMessage());
    }
    room.make().check("client", room.config());
    room.make().check("worker", room.config());
  }

  @Test
  void r11_5_closureRunsInThisJvmAndIsRefusedWhereItCannotTravel() {
    // No codec writes a gate, so a callback that captures one cannot travel.
    Gate gate = new Gate();
    AtomicInteger here = new AtomicInteger();
    Callback closure =
        task -> {
          gate.open();
          return here.incrementAndGet();
        };
    Client client = room.client();
    room.worker().start();
    Map<String, Object> config = new HashMap<>(Map.of("callback", closure));
    config.put("provider", room.jobs().name());
    if (room.has(Capability.IN_MEMORY)) {
      Task task = room.make().task(config);
      run(client, task);
      assertEquals(1, here.get());
    } else {
      RevolveException refused =
          assertThrows(RevolveException.class, () -> client.handle(room.make().task(config)));
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
      assertEquals(0, here.get());
    }
  }
}
