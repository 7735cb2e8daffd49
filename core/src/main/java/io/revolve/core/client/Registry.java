package io.revolve.core.client;

import io.revolve.api.WorkerInfo;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.spi.JobLink;
import io.revolve.spi.Parcel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The workers of a job link. */
final class Registry {

  private static final System.Logger LOGGER = System.getLogger(Registry.class.getName());

  /** More than people look at, and little enough for one answer. */
  private static final int MOST = 10_000;

  private final JobLink link;
  private final WireFormat format;

  Registry(JobLink link, WireFormat format) {
    this.link = link;
    this.format = format;
  }

  /** All that live, by id. What is none of our notes is left out. */
  List<WorkerInfo> list() {
    List<WorkerInfo> workers = new ArrayList<>();
    for (Parcel note : link.workers(MOST)) {
      try {
        workers.add(format.note(note).worker());
      } catch (UndecodableException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "a worker's note cannot be read", e);
      }
    }
    workers.sort(Comparator.comparing(WorkerInfo::id));
    return List.copyOf(workers);
  }
}
