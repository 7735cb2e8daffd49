package io.revolve.provider.gearman;

import io.revolve.api.Priority;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** Orders and bytes, for tests of the links themselves. */
final class Orders {

  private Orders() {}

  /** An order that says nothing. */
  static Order order(String id) {
    Parcel parcel = Parcel.of(new byte[] {'{', '}'}, new byte[0]);
    Duration keep = Duration.ofHours(1);
    return new Order(id, "any", "default", Priority.NORMAL, Duration.ZERO, null, keep, parcel);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
