package io.revolve.bench.memcached;

import io.revolve.spi.Parcel;
import java.nio.charset.StandardCharsets;

/** The message that all send: 100 bytes, the header's included. */
final class Bytes {
  private static final String HEADER = "{\"v\":1,\"kind\":\"m\"}";

  static final Parcel PARCEL =
      Parcel.of(
          HEADER.getBytes(StandardCharsets.UTF_8),
          "x".repeat(99 - HEADER.length()).getBytes(StandardCharsets.UTF_8));

  static final byte[] WHOLE = PARCEL.toBytes();

  private Bytes() {}
}
