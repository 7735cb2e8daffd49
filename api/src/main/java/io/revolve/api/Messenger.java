package io.revolve.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between clients and workers, both ways. A task writes to it with {@link
 * RunningTask#writeTo} and its client reads with {@link Client#read(Messenger)}; by itself it is a
 * log of messages by address. Thread safe.
 */
public interface Messenger extends AutoCloseable {

  /**
   * Writes a message to an address.
   *
   * @param address any text; whoever reads the same address gets it
   * @param event the event's name
   * @param payload any value that Jackson can write, {@code byte[]} as it is, or null
   * @throws EngineException if the engine cannot be reached
   * @throws PayloadException if the payload cannot be encoded or is too large
   */
  void write(String address, String event, @Nullable Object payload);

  /** What has come to the address since this messenger last read it. Never blocks. */
  List<Message> read(String address);

  /** Like {@link #read(String)}, and waits for the first message if there is none. */
  List<Message> read(String address, Duration wait) throws InterruptedException;

  /** Whether the engine can be reached. */
  Health health();

  /** Lets go of all resources. May be called twice. */
  @Override
  void close();
}
