package io.revolve.provider.process.limit;

import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Limit;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limit over all processes of this machine that name the same folder. Each slot is a file, and
 * who has locked it holds the slot: the system gives back what a process held that has died.
 *
 * <p>Waiting costs some system calls in ten milliseconds for the first in the queue, and nothing
 * for the others. All who use a limit at the same time must give it the same size. The files stay,
 * as nobody can know that they are needed no more; they are empty. Thread safe.
 */
public final class FileLimit implements Limit {
  private final String name;
  private final SlotFiles files;
  private final Set<FileSlot> held = new HashSet<>();
  private boolean closed;

  private FileLimit(String name, SlotFiles files) {
    this.name = name;
    this.files = files;
  }

  /** Where the limits of this machine's user are kept, unless told otherwise. */
  public static Path usualFolder() {
    return Path.of(System.getProperty("user.home", "."), ".revolve", "limits");
  }

  /**
   * Opens a limit.
   *
   * @param folder where the files are: on a disk of this machine
   * @param name any text that is not empty
   * @param size how many slots; 0 for as many as the others have or had
   * @throws ConfigException if others use it with another size, or none is known
   * @throws EngineException if the folder cannot be used
   */
  public static FileLimit open(Path folder, String name, int size) {
    return new FileLimit(name, OpenFiles.open(folder.resolve(FileNames.of(name)), name, size));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public Slot acquire() throws InterruptedException {
    mustBeOpen();
    return keep(files.acquire(this::isClosed));
  }

  @Override
  public Optional<Slot> tryAcquire() {
    mustBeOpen();
    HeldFile file = files.tryAcquire();
    return file == null ? Optional.empty() : Optional.of(keep(file));
  }

  private Slot keep(@Nullable HeldFile file) {
    FileSlot slot = file == null ? null : new FileSlot(file);
    synchronized (held) {
      if (slot != null && !closed) {
        held.add(slot);
        return slot;
      }
    }
    if (file != null) {
      file.release();
    }
    throw new IllegalStateException("limit \"" + name + "\" is closed");
  }

  private boolean isClosed() {
    synchronized (held) {
      return closed;
    }
  }

  private void mustBeOpen() {
    if (isClosed()) {
      throw new IllegalStateException("limit \"" + name + "\" is closed");
    }
  }

  @Override
  public void close() {
    Set<FileSlot> all;
    synchronized (held) {
      if (closed) {
        return;
      }
      closed = true;
      all = Set.copyOf(held);
    }
    all.forEach(FileSlot::close);
    files.wake();
    OpenFiles.close(files);
  }

  private final class FileSlot implements Slot {
    private final HeldFile file;

    FileSlot(HeldFile file) {
      this.file = file;
    }

    @Override
    public boolean isHeld() {
      synchronized (held) {
        return held.contains(this);
      }
    }

    @Override
    public void close() {
      synchronized (held) {
        if (!held.remove(this)) {
          return;
        }
      }
      file.release();
    }
  }
}
