package io.revolve.core.wire;

import io.revolve.api.Message;
import io.revolve.core.codec.WireFormat;
import io.revolve.spi.Body;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message: what a listener gets is the same object that travelled, where it never left the JVM.
 * Its header is encoded only if a link asks for it.
 */
public final class WireMessage implements Message, Parcel {

  private final MessageHeader about;
  private final byte[] body;
  private final WireFormat format;

  /** A message of these. */
  public WireMessage(MessageHeader about, byte[] body, WireFormat format) {
    this.about = about;
    this.body = body;
    this.format = format;
  }

  /** The header as a value. */
  public MessageHeader about() {
    return about;
  }

  /** The "started" that this terminal message stands for as well; null if it stands for none. */
  public @Nullable WireMessage beginning() {
    return about.started() == 0 ? null : new WireMessage(about.beginning(), new byte[0], format);
  }

  /** The payload, not copied. */
  public Body content() {
    return new Body(about.type(), body);
  }

  @Override
  public String taskId() {
    return about.task();
  }

  @Override
  public String event() {
    return about.event();
  }

  @Override
  public long sequence() {
    return about.sequence();
  }

  @Override
  public int attempt() {
    return about.attempt();
  }

  @Override
  public Instant at() {
    return Instant.ofEpochMilli(about.at());
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return format.codec().decode(content(), type);
  }

  @Override
  public byte[] bytes() {
    return body.clone();
  }

  @Override
  public byte[] header() {
    return format.write(about);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public @Nullable Plain plain() {
    return format.plain(about, body);
  }

  @Override
  public byte[] toBytes() {
    return format.write(about, body);
  }

  @Override
  public String toString() {
    if (about.type().equals(Body.JSON) && body.length > 0 && body[0] == '"') {
      String text = as(String.class);
      return text == null ? "" : text;
    }
    return new String(body, StandardCharsets.UTF_8);
  }
}
