package io.revolve.core.codec;

import io.revolve.core.wire.Backoff;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Body;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a job's header: what is missing has its default. */
final class JobHeaderReader {

  private static final TaskOptions PLAIN = TaskOptions.DEFAULT;

  private String id = "";
  private String name = "";
  private String queue = JobHeader.QUEUE;
  private String type = Body.JSON;
  private String reply = "";
  private long at;
  private int failures;
  private int returns;
  private int settled;
  private int base;
  private int unbegun;
  private int attempts = PLAIN.attempts();
  private Duration timeout = PLAIN.timeout();
  private Backoff backoff = PLAIN.backoff();
  private Duration keep = PLAIN.keep();
  private Map<String, String> headers = PLAIN.headers();
  private Map<String, @Nullable Object> extra = Map.of();

  static JobHeader read(HeaderReader in) throws IOException {
    JobHeaderReader job = new JobHeaderReader();
    while (in.next()) {
      job.take(in);
    }
    return job.build();
  }

  private void take(HeaderReader in) throws IOException {
    FieldValue value = in.value();
    switch (in.field()) {
      case ID -> id = value.text("");
      case NAME -> name = value.text("");
      case QUEUE -> queue = value.text(queue);
      case TYPE -> type = value.type();
      case REPLY -> reply = value.text("");
      case AT -> at = value.time();
      case FAILURES -> failures = value.count(0);
      case RETURNS -> returns = value.count(0);
      case SETTLED -> settled = value.count(0);
      case BASE -> base = value.count(0);
      case UNBEGUN -> unbegun = value.count(0);
      case ATTEMPTS -> attempts = value.count(attempts);
      case TIMEOUT -> timeout = value.millis(timeout);
      case BACKOFF -> backoff = backoff(in);
      case KEEP -> keep = value.millis(keep);
      case HEADERS -> headers = headers(in);
      default -> {
        if (extra.isEmpty()) {
          extra = new LinkedHashMap<>();
        }
        extra.put(in.newIn(extra), value.plain());
      }
    }
  }

  private JobHeader build() {
    return new JobHeader(
        HeaderReader.required(Field.ID, id),
        HeaderReader.required(Field.NAME, name),
        queue,
        type,
        reply,
        history(),
        Instant.ofEpochMilli(at),
        options(),
        extra);
  }

  private JobHeader.History history() {
    return (failures | returns | settled | base | unbegun) == 0
        ? JobHeader.History.NONE
        : new JobHeader.History(failures, returns, settled, base, unbegun);
  }

  /** Jobs that ask for nothing special share one object. */
  private TaskOptions options() {
    boolean plain =
        attempts == PLAIN.attempts()
            && timeout.equals(PLAIN.timeout())
            && backoff.equals(PLAIN.backoff())
            && keep.equals(PLAIN.keep())
            && headers.isEmpty();
    return plain ? PLAIN : new TaskOptions(attempts, timeout, backoff, keep, headers);
  }

  private static Backoff backoff(HeaderReader in) throws IOException {
    if (!in.enter()) {
      return Backoff.DEFAULT;
    }
    FieldValue value = in.value();
    Duration initial = Backoff.DEFAULT.initial();
    double factor = Backoff.DEFAULT.factor();
    Duration max = Backoff.DEFAULT.max();
    double jitter = Backoff.DEFAULT.jitter();
    while (in.nextInside()) {
      switch (in.field()) {
        case INITIAL -> initial = value.millis(initial);
        case FACTOR -> factor = value.fraction(factor, Double.MAX_VALUE);
        case MAX -> max = value.millis(max);
        case JITTER -> jitter = value.fraction(jitter, 1);
        default -> value.skip();
      }
    }
    return new Backoff(initial, factor, max, jitter);
  }

  private static Map<String, String> headers(HeaderReader in) throws IOException {
    if (!in.enter()) {
      return Map.of();
    }
    FieldValue value = in.value();
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    while (in.nextInside()) {
      headers.put(in.newIn(headers), value.isNull() ? null : value.text(""));
    }
    headers.values().removeIf(Objects::isNull);
    return Collections.unmodifiableMap(headers);
  }
}
