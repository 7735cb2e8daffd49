package io.revolve.cli;

import io.revolve.ConfigFile;
import io.revolve.api.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads the file with a command's settings. */
final class SettingsFile {

  /** Taken where no file is named, if it is there. */
  static final Path USUAL = Path.of("revolve.yaml");

  private SettingsFile() {}

  /** The settings of a file; without one, of {@link #USUAL}; without that, the embedded ones. */
  static Settings find(@Nullable Path file) {
    if (file != null) {
      return read(file);
    }
    return Files.exists(USUAL) ? read(USUAL) : Settings.embedded();
  }

  /**
   * The settings of a file.
   *
   * @throws NotFoundException if there is no such file
   * @throws ConfigException if its outermost keys are wrong; the sections are not looked into
   */
  static Settings read(Path file) {
    List<String> problems = new ArrayList<>();
    Settings settings = read(file, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(String.valueOf(file.getFileName()), problems);
    }
    return settings;
  }

  /** Like {@link #read(Path)}, with what is wrong in a list, and the rest all the same. */
  static Settings read(Path file, List<String> problems) {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("no such file: " + file);
    }
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    ConfigFile.read(file)
        .forEach(
            (key, value) -> {
              if (!Settings.SECTIONS.contains(key)) {
                problems.add(key + ": unknown section;" + Suggestion.of(key, Settings.SECTIONS));
              } else if (value instanceof Map<?, ?> map) {
                sections.put(key, texts(map));
              } else {
                problems.add(key + ": expected a map of settings");
              }
            });
    if (sections.isEmpty() && problems.isEmpty()) {
      problems.add(file + ": it is empty; known sections: " + String.join(", ", Settings.SECTIONS));
    }
    return new Settings(file, sections);
  }

  private static Map<String, Object> texts(Map<?, ?> map) {
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(String.valueOf(key), value));
    return texts;
  }
}
