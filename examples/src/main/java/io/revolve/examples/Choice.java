package io.revolve.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line chose: {@code [--provider NAME] [--messenger NAME] [ARGUMENT...]}.
 *
 * <p>No example names its engine anywhere else, so one word moves it to another.
 *
 * @param provider what carries the jobs
 * @param messenger what carries the messages; the same, if nothing was said
 * @param rest the other arguments
 */
record Choice(String provider, String messenger, List<String> rest) {

  static Choice of(String... args) {
    String provider = "local";
    String messenger = "";
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--provider" -> provider = value(args, ++i);
        case "--messenger" -> messenger = value(args, ++i);
        default -> rest.add(args[i]);
      }
    }
    return new Choice(provider, messenger.isEmpty() ? provider : messenger, List.copyOf(rest));
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a name, such as local");
    }
    return args[i];
  }

  /** The config that clients and workers have in common. */
  Map<String, Object> engine() {
    return messenger.equals(provider)
        ? Map.of("provider", provider)
        : Map.of("provider", provider, "messenger", Map.of("provider", messenger));
  }

  /** The same, and one more key. */
  Map<String, Object> engineWith(String key, Object value) {
    Map<String, Object> config = new HashMap<>(engine());
    config.put(key, value);
    return config;
  }
}
