package io.revolve.core.task;

import io.revolve.api.Priority;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Capability;
import java.util.ArrayList;
import java.util.List;

/** Which capabilities a task's options need, and the words for them. */
public final class Features {

  private Features() {}

  /** What a provider must have to take the task. */
  public static List<Capability> of(TaskSpec spec) {
    if (spec.delay().isZero()
        && spec.priority() == Priority.NORMAL
        && spec.unique() == null
        && (spec.callback() == null || spec.reference() != null)) {
      return List.of();
    }
    List<Capability> needed = new ArrayList<>(4);
    if (!spec.delay().isZero()) {
      needed.add(Capability.DELAY);
    }
    if (spec.priority() != Priority.NORMAL) {
      needed.add(Capability.PRIORITY);
    }
    if (spec.unique() != null) {
      needed.add(Capability.UNIQUE);
    }
    if (spec.callback() != null && spec.reference() == null) {
      needed.add(Capability.IN_MEMORY);
    }
    return needed;
  }

  /** What the task has that is said in its header and nowhere else, as the user knows it. */
  public static List<String> inHeader(TaskSpec spec) {
    TaskOptions options = spec.options();
    TaskOptions usual = TaskOptions.DEFAULT;
    List<String> said = new ArrayList<>();
    if (spec.callback() != null) {
      said.add("\"callback\"");
    }
    if (spec.command() != null) {
      said.add("\"command\"");
    }
    if (!spec.queue().equals(TaskSpec.QUEUE)) {
      said.add("\"queue\"");
    }
    if (options.attempts() != usual.attempts()) {
      said.add("\"attempts\"");
    }
    if (!options.timeout().equals(usual.timeout())) {
      said.add("\"timeout\"");
    }
    if (!options.backoff().equals(usual.backoff())) {
      said.add("\"backoff\"");
    }
    if (!options.headers().isEmpty()) {
      said.add("\"headers\"");
    }
    return said;
  }

  /** A capability as the user knows it. */
  public static String text(Capability capability) {
    return switch (capability) {
      case DELAY -> "\"delay\"";
      case PRIORITY -> "\"priority\"";
      case UNIQUE -> "\"unique\"";
      case IN_MEMORY -> "a callback that stays in this JVM";
      case STATUS -> "the status of tasks";
      case DEAD_LETTERS -> "dead letters";
      case COUNTS -> "the counts of queues";
      case QUEUE_CONTROL -> "the control of queues";
      case CANCEL -> "cancelling";
      case WORKERS -> "the list of workers";
      default -> capability.name();
    };
  }
}
