package io.revolve.provider.process;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Protocol;

/** The protocols, by the names that configs give. */
public enum Protocols {
  /** Frames of goridge v3, as RoadRunner's workers and our own speak them. */
  GORIDGE,
  /** AMP's frames, as its workers speak them. */
  AMP;

  /** The protocol, with frames of at most so many bytes of payload. */
  public Protocol of(int limit) {
    return switch (this) {
      case GORIDGE -> new Goridge(limit);
      case AMP -> new Amp(limit);
    };
  }
}
