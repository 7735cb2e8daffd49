package io.revolve.provider.process.pool;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs.
 *
 * @param command the program and its arguments; no shell is involved
 * @param folder where it runs; null for this JVM's own
 * @param environment what is added to this JVM's environment
 */
public record Program(
    List<String> command, @Nullable Path folder, Map<String, String> environment) {

  /** In this JVM's folder and environment. */
  public static Program of(List<String> command) {
    return new Program(command, null, Map.of());
  }
}
