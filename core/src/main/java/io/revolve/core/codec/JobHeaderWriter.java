package io.revolve.core.codec;

import io.revolve.core.wire.Backoff;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Body;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a job's header: what differs from its default, and what is nobody's here. */
final class JobHeaderWriter {

  private JobHeaderWriter() {}

  static HeaderWriter write(JobHeader job, PlainValues values) {
    HeaderWriter out = HeaderWriter.job(values);
    out.text(Field.ID, job.id());
    out.text(Field.NAME, job.name());
    out.text(Field.QUEUE, job.queue(), JobHeader.QUEUE);
    out.text(Field.TYPE, job.type(), Body.JSON);
    out.text(Field.REPLY, job.reply(), "");
    out.number(Field.AT, job.at().toEpochMilli(), 0);
    write(job.history(), out);
    if (!job.options().equals(TaskOptions.DEFAULT)) {
      write(job.options(), out);
    }
    for (Map.Entry<String, @Nullable Object> field : job.extra().entrySet()) {
      out.other(field.getKey(), field.getValue());
    }
    return out.close();
  }

  private static void write(JobHeader.History history, HeaderWriter out) {
    out.number(Field.FAILURES, history.failures(), 0);
    out.number(Field.RETURNS, history.returns(), 0);
    out.number(Field.SETTLED, history.settled(), 0);
    out.number(Field.BASE, history.base(), 0);
    out.number(Field.UNBEGUN, history.unbegun(), 0);
  }

  private static void write(TaskOptions options, HeaderWriter out) {
    TaskOptions none = TaskOptions.DEFAULT;
    out.number(Field.ATTEMPTS, options.attempts(), none.attempts());
    out.millis(Field.TIMEOUT, options.timeout(), none.timeout());
    Backoff backoff = options.backoff();
    if (!backoff.equals(Backoff.DEFAULT)) {
      out.open(Field.BACKOFF);
      out.millis(Field.INITIAL, backoff.initial(), Backoff.DEFAULT.initial());
      out.number(Field.FACTOR, backoff.factor(), Backoff.DEFAULT.factor());
      out.millis(Field.MAX, backoff.max(), Backoff.DEFAULT.max());
      out.number(Field.JITTER, backoff.jitter(), Backoff.DEFAULT.jitter());
      out.close();
    }
    out.millis(Field.KEEP, options.keep(), none.keep());
    if (!options.headers().isEmpty()) {
      out.value(Field.HEADERS, options.headers());
    }
  }
}
