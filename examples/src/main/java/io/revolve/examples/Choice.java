package io.revolve.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line chose: {@code [--provider NAME] [--messenger NAME] [ARGUMENT...]}, where a
 * name may say at which server: {@code redis}, or {@code redis@127.0.0.1:6380}.
 *
 * <p>No example names its engine anywhere else, so one word moves it to another.
 *
 * @param provider what carries the jobs
 * @param messenger what carries the messages; the same, if nothing was said
 * @param sections where their servers are, if that was said
 * @param rest the other arguments
 */
record Choice(String provider, String messenger, Map<String, Object> sections, List<String> rest) {

  private static final Set<String> STAYS_HERE = Set.of("local", "process");

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
    Map<String, Object> sections = new HashMap<>();
    String jobs = name(provider, sections);
    String messages = messenger.isEmpty() ? jobs : name(messenger, sections);
    return new Choice(jobs, messages, Map.copyOf(sections), List.copyOf(rest));
  }

  private static String name(String choice, Map<String, Object> sections) {
    int at = choice.indexOf('@');
    if (at < 0) {
      return choice;
    }
    String name = choice.substring(0, at);
    sections.put(name, Map.of("servers", List.of(choice.substring(at + 1))));
    return name;
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a name, such as local");
    }
    return args[i];
  }

  /** The config that clients and workers have in common. */
  Map<String, Object> engine() {
    Map<String, Object> config = new HashMap<>(with("provider", provider));
    if (!messenger.equals(provider)) {
      config.put("messenger", with("provider", messenger));
    }
    return config;
  }

  /** Some keys with their values, and where the servers are. */
  Map<String, Object> with(Object... keysAndValues) {
    Map<String, Object> config = new HashMap<>(sections);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return config;
  }

  /** The same, and one more key. */
  Map<String, Object> engineWith(String key, Object value) {
    Map<String, Object> config = new HashMap<>(engine());
    config.put(key, value);
    return config;
  }

  /** For an example whose workers are JVMs of their own, which nothing in this JVM can reach. */
  Choice forOtherJvms() {
    String here = STAYS_HERE.contains(provider) ? provider : messenger;
    if (STAYS_HERE.contains(here)) {
      throw new IllegalArgumentException(
          "the workers of this example are other JVMs, and "
              + here
              + " does not leave this one;"
              + " name an engine that they all see, such as --provider redis");
    }
    return this;
  }
}
