package io.revolve.provider.process.jobserver;

import io.revolve.spi.Cancelling;
import io.revolve.spi.Parcel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task from its submission to its end; guarded by its {@link Flights}. */
final class Flight {
  final String id;
  final byte[] name;
  final byte[] workload;

  /** Under which number the server knows it; null while it waits here. */
  @Nullable Integer number;

  /** How many words it has said. */
  long said;

  /** What is said of it when it ends as cancelled; null if it was not. */
  @Nullable Parcel cancelled;

  /** What cancelling has found, while somebody waits for that. */
  @Nullable CompletableFuture<Cancelling> found;

  Flight(String id, byte[] name, byte[] workload) {
    this.id = id;
    this.name = name;
    this.workload = workload;
  }
}
