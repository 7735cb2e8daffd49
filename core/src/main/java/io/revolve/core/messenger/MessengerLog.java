package io.revolve.core.messenger;

import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads one address of a messenger for one reader, from the start on. Thread safe. */
public final class MessengerLog {

  private static final System.Logger LOGGER = System.getLogger(MessengerLog.class.getName());
  private static final int MOST = 512;

  private final MessageLink link;
  private final String address;
  private final WireFormat format;
  private String position = Mail.START;

  MessengerLog(MessageLink link, String address, WireFormat format) {
    this.link = link;
    this.address = address;
    this.format = format;
  }

  /**
   * What has come since the last read.
   *
   * @param wait how long to wait for the first; zero never blocks
   */
  public synchronized List<WireMessage> read(Duration wait) throws InterruptedException {
    Mail mail = link.read(address, position, MOST, wait);
    position = mail.position();
    if (mail.lost() > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} messages to {1} were dropped before they were read",
          mail.lost(),
          address);
    }
    List<WireMessage> messages = new ArrayList<>(mail.parcels().size());
    for (Parcel parcel : mail.parcels()) {
      try {
        messages.add(format.message(parcel));
      } catch (UndecodableException e) {
        LOGGER.log(System.Logger.Level.WARNING, "dropped a message to " + address, e);
      }
    }
    return messages;
  }
}
