package io.revolve.core.codec;

import io.revolve.core.wire.MessageHeader;
import io.revolve.spi.Body;

/** Writes a message's header: what differs from its default. */
final class MessageHeaderWriter {

  private MessageHeaderWriter() {}

  static HeaderWriter write(MessageHeader message, PlainValues values) {
    HeaderWriter out = HeaderWriter.message(values);
    out.text(Field.TASK, message.task());
    out.text(Field.EVENT, message.event());
    out.number(Field.SEQ, message.sequence(), 0);
    out.number(Field.AFTER, message.after(), 0);
    out.number(Field.ATTEMPT, message.attempt(), 0);
    out.number(Field.AT, message.at(), 0);
    out.text(Field.TYPE, message.type(), Body.JSON);
    out.text(Field.FROM, message.from(), "");
    out.number(Field.STARTED, message.started(), 0);
    return out.close();
  }
}
