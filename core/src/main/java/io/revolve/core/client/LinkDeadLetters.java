package io.revolve.core.client;

import io.revolve.api.DeadLetter;
import io.revolve.api.DeadLetters;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.JobParcel;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Parcel;
import java.util.List;
import java.util.Optional;

/** The dead letters of a job link. */
final class LinkDeadLetters implements DeadLetters {

  private final JobLink link;
  private final WireFormat format;
  private final Statuses statuses;

  LinkDeadLetters(JobLink link, WireFormat format, Statuses statuses) {
    this.link = link;
    this.format = format;
    this.statuses = statuses;
  }

  @Override
  public List<DeadLetter> list(int limit) {
    return link.dead(limit).stream().map(statuses::deadLetter).toList();
  }

  @Override
  public boolean replay(String id) {
    Optional<Job> job = link.dead(id);
    return job.isPresent() && link.replay(id, replayed(job.get()));
  }

  @Override
  public boolean delete(String id) {
    return link.delete(id);
  }

  /** The same job with all attempts before it; one that cannot be read goes back as it is. */
  private Parcel replayed(Job job) {
    try {
      JobParcel parcel = format.job(job.parcel());
      return parcel.with(parcel.job().history().replayed(job.deliveries()));
    } catch (UndecodableException e) {
      return job.parcel();
    }
  }
}
