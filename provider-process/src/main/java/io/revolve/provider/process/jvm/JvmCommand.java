package io.revolve.provider.process.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a JVM is started that runs callbacks of this JVM's class path.
 *
 * @param words the program and its arguments
 * @param environment what it needs of its environment
 */
public record JvmCommand(List<String> words, Map<String, String> environment) {

  /**
   * A JVM of the same version as this one.
   *
   * @param options of the JVM, such as {@code -Xmx256m}
   */
  public static JvmCommand of(List<String> options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.add(JvmWorker.class.getName());
    // A class path may be longer than arguments may be.
    return new JvmCommand(words, Map.of("CLASSPATH", System.getProperty("java.class.path")));
  }
}
