package io.revolve.core.codec;

import io.revolve.core.wire.MessageHeader;
import io.revolve.spi.Body;
import java.io.IOException;

/** Reads a message's header: what is missing has its default, what is unknown is left out. */
final class MessageHeaderReader {

  private MessageHeaderReader() {}

  static MessageHeader read(HeaderReader in) throws IOException {
    String task = "";
    String event = "";
    long sequence = 0;
    long after = 0;
    int attempt = 0;
    long at = 0;
    String type = Body.JSON;
    String from = "";
    long started = 0;
    FieldValue value = in.value();
    while (in.next()) {
      switch (in.field()) {
        case TASK -> task = value.text("");
        case EVENT -> event = value.text("");
        case SEQ -> sequence = value.number(0);
        case AFTER -> after = value.number(0);
        case ATTEMPT -> attempt = value.count(0);
        case AT -> at = value.time();
        case TYPE -> type = value.type();
        case FROM -> from = value.text("");
        case STARTED -> started = value.time();
        default -> value.skip();
      }
    }
    return new MessageHeader(
        HeaderReader.required(Field.TASK, task),
        HeaderReader.required(Field.EVENT, event),
        sequence,
        after,
        attempt,
        at,
        type,
        from,
        started);
  }
}
