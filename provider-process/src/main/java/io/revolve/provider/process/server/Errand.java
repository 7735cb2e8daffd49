package io.revolve.provider.process.server;

import io.revolve.provider.process.pool.Call;
import io.revolve.provider.process.protocol.AmpWord;
import org.jspecify.annotations.Nullable;

/** A call of a client, until it is answered. */
final class Errand {
  final AmpWord.Request request;
  private @Nullable Call call;
  private boolean isCancelled;
  private boolean isOver;

  Errand(AmpWord.Request request) {
    this.request = request;
  }

  int id() {
    return request.id();
  }

  int bytes() {
    return request.workload().length;
  }

  /** It has been handed to the pool; true if it was cancelled on its way there. */
  synchronized boolean hasBegun(Call begun) {
    call = begun;
    return isCancelled;
  }

  /** What the pool has of it; null as long as it is on its way there. */
  synchronized @Nullable Call call() {
    return call;
  }

  /** Nobody wants it any more. */
  synchronized void cancel() {
    isCancelled = true;
  }

  synchronized boolean isCancelled() {
    return isCancelled;
  }

  /** It has ended; false if it had before. */
  synchronized boolean end() {
    boolean first = !isOver;
    isOver = true;
    return first;
  }

  synchronized boolean isOver() {
    return isOver;
  }
}
