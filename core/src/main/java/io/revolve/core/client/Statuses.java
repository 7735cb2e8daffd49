package io.revolve.core.client;

import io.revolve.api.DeadLetter;
import io.revolve.api.Failure;
import io.revolve.api.PayloadException;
import io.revolve.api.TaskState;
import io.revolve.api.TaskStatus;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.JobHeader;
import io.revolve.spi.Job;
import io.revolve.spi.Parcel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an engine knows of a job, in the words of users. */
final class Statuses {

  private final WireFormat format;

  Statuses(WireFormat format) {
    this.format = format;
  }

  TaskStatus status(Job job) {
    JobHeader header = header(job.parcel());
    String worker = job.worker(); // An address, in which the name comes behind a dot.
    JobHeader.History history = header == null ? JobHeader.History.NONE : header.history();
    return new TaskStatus(
        job.id(),
        header == null ? job.name() : header.name(),
        job.queue(),
        job.state(),
        history.run(job.deliveries()),
        worker == null ? null : worker.substring(worker.indexOf('.') + 1),
        job.queuedAt(),
        job.endedAt(),
        job.state() == TaskState.FAILED ? failure(job.outcome()) : null);
  }

  DeadLetter deadLetter(Job job) {
    JobHeader header = header(job.parcel());
    Failure failure = failure(job.outcome());
    Instant died = job.endedAt();
    return new DeadLetter(
        job.id(),
        header == null ? job.name() : header.name(),
        job.queue(),
        failure == null ? new Failure("unknown", "", List.of(), job.deliveries()) : failure,
        died == null ? job.queuedAt() : died,
        header == null ? raw(job.parcel()) : job.parcel().body().clone());
  }

  @Nullable JobHeader header(Parcel parcel) {
    try {
      return format.job(parcel).job();
    } catch (UndecodableException e) {
      return null;
    }
  }

  /** A job that none of ours wrote, as it came: without a header, its body is all there is. */
  private static byte[] raw(Parcel parcel) {
    return parcel.header().length == 0 ? parcel.body().clone() : parcel.toBytes();
  }

  private @Nullable Failure failure(@Nullable Parcel outcome) {
    if (outcome == null) {
      return null;
    }
    try {
      return format.message(outcome).as(Failure.class);
    } catch (UndecodableException | PayloadException e) {
      return null;
    }
  }
}
