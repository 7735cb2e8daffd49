package io.revolve.core.config;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Objects whose every method throws, and collections that do so, or never end. */
final class Hostile {
  private static final String[] KEYS = {
    "provider",
    "text",
    "required",
    "port",
    "number",
    "flag",
    "timeout",
    "priority",
    "queues",
    "servers",
    "headers",
    "messenger",
    "password",
    "unknown"
  };

  private Hostile() {}

  static Map<Object, Object> map(Random random) {
    if (random.nextInt(10) == 0) {
      return new Broken();
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      map.put(KEYS[random.nextInt(KEYS.length)], value(random));
    }
    return map;
  }

  private static Object value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Thrower();
      case 1 -> new Broken();
      case 2 -> new Endless();
      case 3 -> List.of(new Thrower(), "x");
      case 4 -> new Pretender();
      default -> itself();
    };
  }

  private static List<Object> itself() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    return list;
  }

  private static final class Thrower {
    @Override
    public String toString() {
      throw new IllegalStateException("toString");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode");
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("equals");
    }
  }

  private static final class Pretender extends Number {
    private static final long serialVersionUID = 1;

    @Override
    public int intValue() {
      throw new IllegalStateException("intValue");
    }

    @Override
    public long longValue() {
      throw new IllegalStateException("longValue");
    }

    @Override
    public float floatValue() {
      throw new IllegalStateException("floatValue");
    }

    @Override
    public double doubleValue() {
      throw new IllegalStateException("doubleValue");
    }
  }

  private static final class Broken extends AbstractMap<Object, Object> {
    @Override
    public Object get(Object key) {
      return deeper(key);
    }

    private Object deeper(Object key) {
      return get(key);
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      throw new UnsupportedOperationException("entrySet");
    }
  }

  private static final class Endless extends AbstractCollection<Object> {
    @Override
    public int size() {
      throw new UnsupportedOperationException("size");
    }

    @Override
    public Iterator<Object> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Object next() {
          return "x";
        }
      };
    }
  }
}
