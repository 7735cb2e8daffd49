package io.revolve.bench.memcached;

import io.revolve.Make;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Message links of the provider, one for each writer and one for the reader, at one address. */
final class RevolvePost implements Post {
  private static final int MOST = 512;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Make make = new Make();
  private final List<MessageLink> links = new ArrayList<>();
  private final MessageLink reader;
  private String position = Mail.START;

  RevolvePost(int port, int writers) {
    for (int i = 0; i < writers; i++) {
      links.add(link(port));
    }
    reader = link(port);
  }

  private MessageLink link(int port) {
    Map<String, Object> config =
        Map.of("provider", "memcached", "memcached", Map.of("port", port, "wait", "PT1M"));
    return ((LinkMessenger) make.messenger(config)).link();
  }

  @Override
  public String name() {
    return "Revolve";
  }

  @Override
  public void send(int writer, int count) {
    Letter letter = new Letter("in", null, Bytes.PARCEL);
    links.get(writer).append(Collections.nCopies(count, letter));
  }

  @Override
  public int receive() throws InterruptedException {
    Mail mail = reader.read("in", position, MOST, WAIT);
    position = mail.position();
    if (mail.lost() > 0) {
      throw new IllegalStateException("lost " + mail.lost());
    }
    return mail.parcels().size();
  }

  @Override
  public void clear() {
    reader.forget("in");
    position = Mail.START;
  }

  @Override
  public void close() {
    make.close();
  }
}
