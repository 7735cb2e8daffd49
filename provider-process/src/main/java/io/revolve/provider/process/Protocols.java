package io.revolve.provider.process;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Prefix;
import io.revolve.provider.process.protocol.Protocol;

/** The protocols, by the names that configs give. */
public enum Protocols {
  /** Frames of goridge v3, as RoadRunner's workers and our own speak them. */
  GORIDGE,
  /** Frames with heads of 17 bytes, as RoadRunner's workers spoke them before version 2. */
  PREFIX_17,
  /** Frames with heads of 9 bytes, as they spoke them at first. */
  PREFIX_9,
  /** AMP's frames: a call is of the procedure that has the task's name. */
  AMP;

  /** The protocol, with frames of at most so many bytes of payload. */
  public Protocol of(int limit) {
    return switch (this) {
      case GORIDGE -> new Goridge(limit);
      case PREFIX_17 -> Prefix.of17(limit);
      case PREFIX_9 -> Prefix.of9(limit);
      case AMP -> new Amp(limit);
    };
  }
}
