package io.revolve;

import io.revolve.api.ConfigException;
import io.revolve.core.codec.ConfigText;
import io.revolve.core.config.Placeholders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Config maps in files, in YAML or JSON: what they hold goes into {@link Make} as it is. */
public final class ConfigFile {
  private static final int MOST_BYTES = 1 << 20;

  private ConfigFile() {}

  /**
   * Reads a file that holds a map.
   *
   * <p>{@code ${NAME}} in a text stands for an environment variable, {@code ${NAME:text}} for one
   * with a default, and a dollar sign more, {@code $${NAME}}, for the characters as they are. Only
   * plain maps, lists, texts, numbers, true, false and null are taken: YAML's tags, anchors and
   * aliases are refused.
   *
   * @param file a file whose name ends in {@code .yaml}, {@code .yml} or {@code .json}, in UTF-8
   * @return the map, unmodifiable and in the order of the file
   * @throws ConfigException if the file is missing, cannot be read, is over 1 MiB, is not what its
   *     name says (with line and column), or names variables that are not set; it shows no value
   */
  public static Map<String, @Nullable Object> read(Path file) {
    return read(file, System.getenv()::get);
  }

  static Map<String, @Nullable Object> read(
      Path file, Function<String, @Nullable String> environment) {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    boolean yaml = lower.endsWith(".yaml") || lower.endsWith(".yml");
    if (!yaml && !lower.endsWith(".json")) {
      throw refused(name, file, "the name must end in .yaml, .yml or .json");
    }
    Map<String, @Nullable Object> raw = ConfigText.read(name, text(name, file), yaml);
    return Placeholders.fill(name, raw, environment);
  }

  private static String text(String name, Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refused(name, file, "the file is larger than 1 MiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException binary) {
      throw refused(name, file, "the file is not text in UTF-8");
    } catch (NoSuchFileException missing) {
      throw refused(name, file, "there is no such file");
    } catch (AccessDeniedException denied) {
      throw refused(name, file, "the file may not be read by this user");
    } catch (IOException unreadable) {
      String reason = Files.isDirectory(file) ? "it is a directory" : "it cannot be read";
      throw refused(name, file, reason + " (" + unreadable.getClass().getSimpleName() + ")");
    }
  }

  private static ConfigException refused(String name, Path file, String problem) {
    return new ConfigException(name, List.of(file + ": " + problem));
  }
}
