package io.revolve.provider.process.limit;

import io.revolve.api.EngineException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/** A slot's file that is locked by this process. */
final class HeldFile {
  private final SlotFiles files;
  private final int number;
  private final FileLock lock;

  HeldFile(SlotFiles files, int number, FileLock lock) {
    this.files = files;
    this.number = number;
    this.lock = lock;
  }

  int number() {
    return number;
  }

  /** Gives it back. To be called once. */
  void release() {
    try {
      lock.release();
    } catch (ClosedChannelException e) {
      // The limit was closed in this moment, and with its file the slot was given back.
    } catch (IOException e) {
      throw new EngineException("cannot give back a slot of " + files, e);
    } finally {
      files.released(number);
    }
  }
}
