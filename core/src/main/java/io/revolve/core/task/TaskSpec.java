package io.revolve.core.task;

import io.revolve.api.Callback;
import io.revolve.api.Priority;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Body;
import io.revolve.spi.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was configured.
 *
 * @param name the name of the work
 * @param provider the provider it was made for; null for any
 * @param callback the code itself; null for work that is only named
 * @param reference how the code is named for another JVM; null where it stays in this one
 * @param command the program that it is, as plain values; null for what is none
 * @param body the payload
 * @param queue the queue
 * @param priority its place in the queue
 * @param delay how long it waits at least
 * @param unique a key of which at most one waits or runs; null for none
 * @param options how it is to be run
 */
public record TaskSpec(
    String name,
    @Nullable String provider,
    @Nullable Callback callback,
    @Nullable Object reference,
    @Nullable Object command,
    Body body,
    String queue,
    Priority priority,
    Duration delay,
    @Nullable String unique,
    TaskOptions options) {

  /** The queue of tasks that name none. */
  public static final String QUEUE = JobHeader.QUEUE;

  /** The name by which workers take tasks that bring their own code. */
  public static final String CALLBACK = "callback";

  /** The name by which workers take tasks that are programs. */
  public static final String COMMAND = "command";

  /** Work that is only named, with nothing special. */
  public static TaskSpec named(String name, Body body) {
    return new TaskSpec(
        name,
        null,
        null,
        null,
        null,
        body,
        QUEUE,
        Priority.NORMAL,
        Duration.ZERO,
        null,
        TaskOptions.DEFAULT);
  }

  /** The job to submit. */
  public Order order(String id, String reply, Instant now, WireFormat format) {
    JobHeader header =
        new JobHeader(
            id, name, queue, body.type(), reply, JobHeader.History.NONE, now, options, code());
    return new Order(
        id,
        engineName(),
        queue,
        priority,
        delay,
        unique,
        options.keep(),
        new JobParcel(header, body.bytes(), callback, format));
  }

  private Map<String, Object> code() {
    if (command != null) {
      return Map.of("command", command);
    }
    return reference == null ? Map.of() : Map.of("callback", reference);
  }

  private String engineName() {
    if (command != null) {
      return COMMAND;
    }
    return callback == null ? name : CALLBACK;
  }
}
