package io.revolve.core.client;

import io.revolve.api.EngineException;
import io.revolve.api.PayloadException;
import io.revolve.api.Task;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.core.clock.WallClock;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.task.Features;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.task.TaskSpec;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.Order;
import io.revolve.spi.Provider;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks tasks against what the provider can do, and hands them to its job link. */
final class Submitting {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Provider provider;
  private final Capabilities capabilities;
  private final JobLink link;
  private final WireFormat format;
  private final ClientSettings settings;
  private final WallClock clock = new WallClock();

  Submitting(Provider provider, JobLink link, WireFormat format, ClientSettings settings) {
    this.provider = provider;
    this.capabilities = link.capabilities(provider.capabilities());
    this.link = link;
    this.format = format;
    this.settings = settings;
  }

  /** The handle behind a task, if this client can submit it. */
  TaskHandle check(Task task) {
    if (!(task instanceof TaskHandle handle)) {
      throw new IllegalArgumentException(
          "expected a task made by Make.task, got a " + task.getClass().getName());
    }
    TaskSpec spec = handle.spec();
    if (spec.provider() != null && !spec.provider().equals(provider.name())) {
      throw new IllegalArgumentException(
          String.format(
              "task %s was made for provider \"%s\", this client's is \"%s\"",
              spec.name(), spec.provider(), provider.name()));
    }
    if (spec.body().bytes().length > capabilities.maxPayload()) {
      throw new PayloadException(
          String.format(
              "the payload of task %s has %,d bytes; provider \"%s\" carries %,d at most",
              spec.name(), spec.body().bytes().length, provider.name(), capabilities.maxPayload()));
    }
    check(Features.of(spec), spec);
    if (link.isPlain()) {
      checkPlain(spec);
    }
    return handle;
  }

  /**
   * Submits; when the engine does not answer, again until the client's timeout is over.
   *
   * @param now in nanoseconds of this JVM
   */
  List<Submission> submit(List<TaskHandle> tasks, long now) {
    Instant at = Instant.ofEpochMilli(clock.millis(now));
    List<Order> orders;
    if (tasks.size() == 1) {
      orders = List.of(order(tasks.get(0), at));
    } else {
      orders = new ArrayList<>(tasks.size());
      for (TaskHandle task : tasks) {
        orders.add(order(task, at));
      }
    }
    long end = 0;
    while (true) {
      try {
        return link.submit(orders);
      } catch (EngineException e) {
        if (end == 0) {
          end = now + settings.timeout().toNanos();
        }
        // The answer may have been lost on its way: the same ids make no second job.
        if (System.nanoTime() + PAUSE.toNanos() > end) {
          throw new EngineException(
              String.format(
                  "provider \"%s\" did not accept within %s: %s",
                  provider.name(), settings.timeout(), e.getMessage()),
              e);
        }
        pause(e);
      }
    }
  }

  private Order order(TaskHandle task, Instant now) {
    return task.spec().order(task.id(), settings.inbox(), now, format);
  }

  private void check(List<Capability> needed, TaskSpec spec) {
    for (Capability capability : needed) {
      if (!capabilities.has(capability)) {
        throw new UnsupportedFeatureException(
            String.format(
                "task %s needs %s, which provider \"%s\" does not have",
                spec.name(), Features.text(capability), provider.name()));
      }
    }
  }

  private void checkPlain(TaskSpec spec) {
    List<String> unsaid = Features.inHeader(spec);
    if (!unsaid.isEmpty()) {
      throw new UnsupportedFeatureException(
          String.format(
              "task %s has %s, which only a header can say; this client's jobs go without one, to"
                  + " programs that know nothing of Revolve",
              spec.name(), String.join(", ", unsaid)));
    }
  }

  private static void pause(EngineException why) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the engine did not answer", why);
    }
  }
}
