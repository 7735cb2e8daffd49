package io.revolve.provider.process.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a {@link Line}; all of it on the thread of its {@link Loop}, and never blocking.
 */
public interface Ear {

  /** The line is there, and can be spoken to. */
  void opened(Line line);

  /**
   * Bytes have come.
   *
   * @param bytes must be taken, or copied, before this returns
   * @throws IOException if they make no sense: the line is closed for this reason
   */
  void hear(ByteBuffer bytes) throws IOException;

  /**
   * The line is closed; once, and last.
   *
   * @param why it is; null if the other side has closed it
   */
  void closed(@Nullable String why);
}
