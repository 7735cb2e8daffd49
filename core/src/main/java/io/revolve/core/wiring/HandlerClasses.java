package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.core.config.MapConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key {@code handlers} of a config. */
final class HandlerClasses {

  private HandlerClasses() {}

  /** What runs the tasks of which names, in their order. */
  static Map<String, Class<? extends Callback>> of(MapConfig config) {
    Map<String, Class<? extends Callback>> handlers = new LinkedHashMap<>();
    if (config.has("handlers")) {
      MapConfig section = config.section("handlers");
      for (String name : section.keys()) {
        Class<? extends Callback> type = type(section, name);
        if (type != null) {
          handlers.put(name, type);
        }
      }
    }
    return handlers;
  }

  private static @Nullable Class<? extends Callback> type(MapConfig section, String name) {
    String type = section.required(name);
    if (type.isEmpty()) {
      return null;
    }
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(type, false, loader).asSubclass(Callback.class);
    } catch (ClassNotFoundException | LinkageError e) {
      section.reject(name, "no class " + type + " on the class path");
    } catch (ClassCastException e) {
      section.reject(name, "class " + type + " does not implement io.revolve.api.Callback");
    }
    return null;
  }
}
