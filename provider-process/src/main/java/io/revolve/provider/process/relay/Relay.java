package io.revolve.provider.process.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Two streams to a running process. Reading and writing do not wait for each other.
 *
 * @param in what it says
 * @param out what it is told; each array is written at once, since a worker may take a frame that
 *     comes in parts for two
 */
public record Relay(InputStream in, OutputStream out) {

  /** Closes both, whatever comes of it. */
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // The process has gone, and what was under way to it with it.
    }
    try {
      in.close();
    } catch (IOException e) {
      // Nothing more is read.
    }
  }
}
