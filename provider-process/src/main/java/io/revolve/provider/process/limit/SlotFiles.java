package io.revolve.provider.process.limit;

import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit's files, open: one for each slot; {@code gate}, whose holder is the one that looks for a
 * slot; {@code users}, which all who use the limit have locked together, with its size in it; and
 * {@code door}, through which they come one by one. Thread safe.
 */
final class SlotFiles {
  private static final long LONGEST_PAUSE = 10;

  /** Beyond what is in the file, since some systems let nobody read what is locked. */
  private static final long FAR = 1L << 40;

  private final Path folder;
  private final FileChannel presence;
  private final FileChannel[] slots;

  /** Which slots this process holds; guarded by this. */
  private final boolean[] held;

  /** Who may go to the gate; those of one process in the order in which they came. */
  private final Semaphore queue = new Semaphore(1, true);

  /** How many use this; guarded by {@link OpenFiles}. */
  int users;

  private SlotFiles(Path folder, FileChannel users, FileChannel[] slots) {
    this.folder = folder;
    this.presence = users;
    this.slots = slots;
    this.held = new boolean[slots.length];
  }

  static SlotFiles open(Path folder, String name, int size) {
    try {
      Files.createDirectories(folder);
      try (FileChannel door = channel(folder, "door");
          FileLock in = door.lock()) {
        assert in.isValid();
        return enter(folder, name, size);
      }
    } catch (IOException e) {
      throw new EngineException("cannot use " + folder + " for limit \"" + name + "\": " + e, e);
    }
  }

  private static SlotFiles enter(Path folder, String name, int size) throws IOException {
    FileChannel users = channel(folder, "users");
    FileChannel[] slots = new FileChannel[0];
    boolean done = false;
    try {
      int used = read(users);
      FileLock alone = users.tryLock(FAR, 1, false);
      if (alone == null && size != 0 && size != used) {
        throw OpenFiles.otherSize(name, size, used);
      }
      if (alone != null) {
        if (size != 0 && size != used) {
          write(users, size);
        }
        alone.release();
      }
      int agreed = size == 0 ? used : size;
      if (agreed < 1) {
        throw new ConfigException(
            "limit", List.of("limit.size: is missing; nobody has used \"" + name + "\" yet"));
      }
      FileLock shared = users.lock(FAR, 1, true);
      assert shared.isValid();
      slots = new FileChannel[agreed];
      for (int i = 0; i < agreed; i++) {
        slots[i] = channel(folder, Integer.toString(i));
      }
      SlotFiles files = new SlotFiles(folder, users, slots);
      done = true;
      return files;
    } finally {
      if (!done) {
        close(users, slots);
      }
    }
  }

  private static FileChannel channel(Path folder, String file) throws IOException {
    return FileChannel.open(
        folder.resolve(file),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static int read(FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    int count = file.read(buffer, 0);
    String text = count < 1 ? "" : new String(buffer.array(), 0, count, StandardCharsets.US_ASCII);
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0; // New, or cut short by a power cut.
    }
  }

  private static void write(FileChannel file, int size) throws IOException {
    int unused =
        file.truncate(0).write(ByteBuffer.wrap((size + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  Path folder() {
    return folder;
  }

  int size() {
    return slots.length;
  }

  /**
   * Waits for a slot.
   *
   * @return null if it was given up
   */
  @Nullable HeldFile acquire(BooleanSupplier isGivenUp) throws InterruptedException {
    queue.acquire();
    // Who is interrupted while waiting for a lock finds the file closed, so it is opened anew.
    try (FileChannel gate = channel(folder, "gate");
        FileLock mine = gate.lock()) {
      assert mine.isValid();
      return look(isGivenUp);
    } catch (FileLockInterruptionException e) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException("interrupted while waiting for a slot of " + folder);
    } catch (IOException e) {
      throw new EngineException("cannot lock in " + folder + ": " + e, e);
    } finally {
      queue.release();
    }
  }

  /** A slot if one is free and nobody waits; otherwise null. */
  @Nullable HeldFile tryAcquire() {
    if (!queue.tryAcquire()) {
      return null;
    }
    try (FileChannel gate = channel(folder, "gate");
        FileLock mine = gate.tryLock()) {
      return mine == null ? null : take();
    } catch (IOException e) {
      throw new EngineException("cannot lock in " + folder + ": " + e, e);
    } finally {
      queue.release();
    }
  }

  private synchronized @Nullable HeldFile look(BooleanSupplier isGivenUp)
      throws IOException, InterruptedException {
    long pause = 1;
    while (!isGivenUp.getAsBoolean()) {
      HeldFile slot = take();
      if (slot != null) {
        return slot;
      }
      // A slot of this process wakes it; those of others it has to look for.
      TimeUnit.MILLISECONDS.timedWait(this, pause);
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
    return null;
  }

  private synchronized @Nullable HeldFile take() throws IOException {
    for (int i = 0; i < slots.length; i++) {
      if (!held[i]) {
        FileLock lock = tryLock(slots[i]);
        if (lock != null) {
          held[i] = true;
          return new HeldFile(this, i, lock);
        }
      }
    }
    return null;
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Held by a second copy of this class, in another class loader.
    }
  }

  synchronized void released(int number) {
    held[number] = false;
    notifyAll();
  }

  synchronized void wake() {
    notifyAll();
  }

  void close() {
    close(presence, slots);
  }

  private static void close(FileChannel users, FileChannel[] slots) {
    try {
      users.close();
      for (FileChannel slot : slots) {
        if (slot != null) {
          slot.close();
        }
      }
    } catch (IOException e) {
      throw new EngineException("cannot close the files of a limit", e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
