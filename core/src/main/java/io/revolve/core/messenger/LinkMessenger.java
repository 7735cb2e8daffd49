package io.revolve.core.messenger;

import io.revolve.api.EngineException;
import io.revolve.api.Health;
import io.revolve.api.Message;
import io.revolve.api.Messenger;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A messenger over a message link. */
public final class LinkMessenger implements Messenger {

  private final MessageLink link;
  private final WireFormat format;
  private final Map<String, ?> config;
  private final ConcurrentMap<String, MessengerLog> logs = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();

  /** A messenger of a link. */
  public LinkMessenger(MessageLink link, WireFormat format, Map<String, ?> config) {
    this.link = link;
    this.format = format;
    this.config = config;
  }

  /** What carries the messages. */
  public MessageLink link() {
    return link;
  }

  /** What it was made from: how it travels to another JVM. */
  public Map<String, ?> config() {
    return config;
  }

  /**
   * Where a client reads what its tasks write to a messenger: apart from its inbox, which may be in
   * the same engine.
   */
  public static String address(String inbox) {
    return inbox + ".messenger";
  }

  /** A reader of an address with a position of its own. */
  public MessengerLog log(String address) {
    return new MessengerLog(link, address, format);
  }

  @Override
  public void write(String address, String event, @Nullable Object payload) {
    Body body = format.codec().encode(payload);
    long number = written.incrementAndGet();
    MessageHeader about =
        new MessageHeader(
            address, event, number, 0, 0, System.currentTimeMillis(), body.type(), "");
    link.append(List.of(new Letter(address, null, new WireMessage(about, body.bytes(), format))));
  }

  @Override
  public List<Message> read(String address) {
    try {
      return read(address, Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public List<Message> read(String address, Duration wait) throws InterruptedException {
    return List.copyOf(logs.computeIfAbsent(address, this::log).read(wait));
  }

  @Override
  public Health health() {
    try {
      link.ping();
      return Health.GREEN;
    } catch (EngineException e) {
      return Health.red(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
