package io.revolve.provider.process;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Protocol;
import java.util.function.IntFunction;

/** The protocols, by the names that configs give. */
public enum Protocols {
  /** Frames of goridge v3, as RoadRunner's workers and our own speak them. */
  GORIDGE(Goridge::new),
  /** AMP's frames, as its workers speak them. */
  AMP(Amp::new);

  private final IntFunction<Protocol> maker;

  Protocols(IntFunction<Protocol> maker) {
    this.maker = maker;
  }

  /** The protocol, with frames of at most so many bytes of payload. */
  public Protocol of(int limit) {
    return maker.apply(limit);
  }
}
