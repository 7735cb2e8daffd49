package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Bytes;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.protocol.ProtocolException;
import io.revolve.provider.process.protocol.Word;
import io.revolve.provider.process.relay.Relay;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A process that has said that it is there.
 *
 * @param hello what it said
 * @param relay to it
 * @param bytes what else has come from it
 * @param reading what is read of it
 */
record Greeted(Word.Hello hello, Relay relay, Bytes bytes, Protocol.Reading reading) {

  /**
   * Speaks to a process, and waits until it has answered.
   *
   * @throws IOException if it ends before, or says something else
   */
  static Greeted greet(Relay relay, Protocol protocol) throws IOException {
    try {
      relay.out().write(protocol.hello(ProcessHandle.current().pid()));
      relay.out().flush();
    } catch (IOException e) {
      // It has ended before it was spoken to: what it said first is still there to be read.
    }
    Bytes bytes = new Bytes();
    Protocol.Reading reading = protocol.read();
    First first = new First();
    while (first.hello == null) {
      if (!bytes.fill(relay.in())) {
        throw new IOException("closed its output before it said that it is there");
      }
      reading.read(bytes, first);
    }
    return new Greeted(first.hello, relay, bytes, reading);
  }

  private static final class First implements Protocol.Listener {
    private Word.@Nullable Hello hello;

    @Override
    public void take(Word word) throws ProtocolException {
      if (hello != null || !(word instanceof Word.Hello said)) {
        throw new ProtocolException("should have said that it is there, and said " + word);
      }
      hello = said;
    }
  }
}
