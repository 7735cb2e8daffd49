package io.revolve.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts of a folder: books, or the sources of a program. */
final class TextFiles {
  private static final Pattern TEXT = Pattern.compile(".+\\.(txt|md|java|xml|html|adoc)");

  private TextFiles() {}

  static List<String> under(Path folder) {
    if (!Files.exists(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> TEXT.matcher(file.getFileName().toString()).matches())
          .filter(file -> !isBuilt(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBuilt(Path file) {
    for (Path part : file) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
