package io.revolve.provider.local;

import io.revolve.spi.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link LeaseRequest} may take, and which job of that is next.
 *
 * <p>Among the queues that have something, turns are given by smooth weighted round robin: over any
 * stretch each gets its weight's share, and no queue waits for a whole run of another.
 */
final class Selection {
  final LeaseRequest request;
  final long lease;

  private final Lanes lanes;
  private final Share[] shares;
  private int version;

  Selection(LeaseRequest request, Lanes lanes) {
    this.request = request;
    this.lease = Nanos.of(request.lease());
    this.lanes = lanes;
    this.shares =
        request.queues().entrySet().stream()
            .map(entry -> new Share(lanes.queue(entry.getKey()), entry.getValue()))
            .toArray(Share[]::new);
    this.version = lanes.version - 1;
  }

  boolean hasWork() {
    refresh();
    for (Share share : shares) {
      if (share.first() != null) {
        return true;
      }
    }
    return false;
  }

  /** The job that is next; it counts as a turn of its queue. */
  @Nullable LocalJob next() {
    refresh();
    return shares.length == 1 ? shares[0].first() : nextByWeight();
  }

  private @Nullable LocalJob nextByWeight() {
    LocalJob next = null;
    Share chosen = null;
    long total = 0;
    for (Share share : shares) {
      LocalJob job = share.first();
      if (job != null) {
        total += share.weight;
        share.credit += share.weight;
        if (chosen == null || share.credit > chosen.credit) {
          chosen = share;
          next = job;
        }
      }
    }
    if (chosen != null) {
      chosen.credit -= total;
    }
    return next;
  }

  private void refresh() {
    if (version != lanes.version) {
      version = lanes.version;
      for (Share share : shares) {
        share.refresh(request.names());
      }
    }
  }
}
