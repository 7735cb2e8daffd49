package io.revolve.cli.handlers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the text files under a folder: no hidden ones, no build output, nothing binary or huge. */
public final class TextFiles {

  private static final long LARGEST = 8 << 20;
  private static final Set<String> OUTPUT = Set.of("target", "build", "out", "node_modules");

  private TextFiles() {}

  /**
   * The text files under a folder in the order of their paths; the file itself, for a file.
   *
   * @throws IOException if there is no such file or folder; what cannot be read below it is left
   *     out
   */
  public static List<Path> under(Path start) throws IOException {
    start.getFileSystem().provider().checkAccess(start);
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean leaveOut = !folder.equals(start) && (hidden(folder) || output(folder));
            return leaveOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean candidate = attributes.isRegularFile() && attributes.size() <= LARGEST;
            if (candidate && !hidden(file) && isText(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  /** A file's text; bytes that are no UTF-8 become replacement characters. */
  public static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static boolean hidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".") && name.toString().length() > 2;
  }

  private static boolean output(Path folder) {
    return OUTPUT.contains(String.valueOf(folder.getFileName()));
  }

  /** A zero byte near the beginning is the sign of something else. */
  private static boolean isText(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4096);
      for (byte each : head) {
        if (each == 0) {
          return false;
        }
      }
      return head.length > 0;
    } catch (IOException unreadable) {
      return false;
    }
  }
}
