package io.revolve.provider.process.server;

import io.revolve.provider.process.pool.Call;
import io.revolve.provider.process.protocol.AmpWord;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A call of a client, until it is answered. */
final class Errand {
  final AmpWord.Request request;
  private @Nullable Call call;
  private boolean isCancelled;
  private boolean isOver;

  /** What has come of an answer that is to be said as a whole; null before the first of it. */
  private @Nullable ByteArrayOutputStream pieces;

  private boolean isTooLong;

  Errand(AmpWord.Request request) {
    this.request = request;
  }

  int id() {
    return request.id();
  }

  int bytes() {
    return request.workload().length;
  }

  /** Keeps a piece of its answer; false if that would be more than so many bytes. */
  synchronized boolean keep(byte[] piece, long most) {
    ByteArrayOutputStream all = pieces == null ? new ByteArrayOutputStream(0) : pieces;
    pieces = all;
    isTooLong |= all.size() + (long) piece.length > most;
    if (isTooLong) {
      return false;
    }
    all.writeBytes(piece);
    return true;
  }

  /** The pieces that were kept. */
  synchronized byte[] kept() {
    return pieces == null ? new byte[0] : pieces.toByteArray();
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
