package io.revolve.provider.process.limit;

import io.revolve.api.ConfigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits that this process has open. To the system, locks belong to a process: whoever closes a
 * file gives back all that the process has locked of it. So all users of a limit in one JVM must
 * share its open files, whoever made them; it is the one thing in which two of them meet.
 */
final class OpenFiles {

  /** By folder; guarded by itself. */
  private static final Map<Path, SlotFiles> OPEN = new HashMap<>();

  private OpenFiles() {}

  static SlotFiles open(Path folder, String name, int size) {
    Path place = folder.toAbsolutePath().normalize();
    synchronized (OPEN) {
      SlotFiles files = OPEN.get(place);
      if (files == null) {
        files = SlotFiles.open(place, name, size);
        OPEN.put(place, files);
      } else if (size != 0 && size != files.size()) {
        throw otherSize(name, size, files.size());
      }
      files.users++;
      return files;
    }
  }

  static void close(SlotFiles files) {
    synchronized (OPEN) {
      files.users--;
      if (files.users == 0) {
        OPEN.remove(files.folder());
        files.close();
      }
    }
  }

  static ConfigException otherSize(String name, int asked, int used) {
    return new ConfigException(
        "limit",
        List.of(
            "limit.size: "
                + asked
                + " was asked for, but limit \""
                + name
                + "\" is in use with "
                + used
                + "; all who share it must give the same size"));
  }
}
