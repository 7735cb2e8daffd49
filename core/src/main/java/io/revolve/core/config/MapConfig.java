package io.revolve.core.config;

import io.revolve.spi.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One map of a config. A key whose value is null counts as missing, as in a file whose key has
 * nothing after it. Made by {@link ConfigReading}; not thread safe.
 */
public final class MapConfig implements Config {
  private final @Nullable MapConfig parent;
  private final String name;
  private final Map<?, ?> map;

  /** For what stands in for a section that is no map: one problem is enough. */
  private final boolean muted;

  private final KnownKeys known = new KnownKeys();
  private final Notes notes = new Notes();
  private @Nullable List<MapConfig> sections;

  /** What {@link #secret} gave, of all maps; held by the root. */
  private @Nullable List<String> secrets;

  MapConfig(@Nullable MapConfig parent, String name, Map<?, ?> map, boolean muted) {
    this.parent = parent;
    this.name = name;
    this.map = map;
    this.muted = muted;
  }

  @Override
  public String path() {
    return parent == null ? name : parent.path() + "." + name;
  }

  /** Any object, as it is; null if it is missing. */
  public @Nullable Object value(String key) {
    known.add(key);
    try {
      return map.get(key);
    } catch (RuntimeException | StackOverflowError cannotLookUp) {
      return Contents.search(map, key);
    }
  }

  /** Allows a key without looking into it. */
  public void tolerate(String key) {
    known.tolerate(Set.of(key));
  }

  /** Allows keys without looking into them. The set must not change. */
  public void tolerate(Set<String> keys) {
    known.tolerate(keys);
  }

  /** The keys of the map, as far as they are texts. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    List<Contents.Entry> entries = Contents.of(map);
    if (entries != null) {
      for (Contents.Entry entry : entries) {
        if (entry.key() instanceof String key) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /** A number that maps of the same contents share. No key counts as read. */
  public int contentsHash() {
    try {
      return map.hashCode();
    } catch (RuntimeException | StackOverflowError cannot) {
      return 0;
    }
  }

  @Override
  public boolean has(String key) {
    return value(key) != null;
  }

  @Override
  public Optional<String> text(String key) {
    Object value = value(key);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value != null) {
      expected(key, "a text", value);
    }
    return Optional.empty();
  }

  @Override
  public String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  @Override
  public String required(String key) {
    Object value = value(key);
    if (value == null) {
      reject(key, "is missing; expected a text");
      return "";
    }
    if (value instanceof String text) {
      if (text.isEmpty()) {
        reject(key, "must not be empty");
      }
      return text;
    }
    expected(key, "a text", value);
    return "";
  }

  @Override
  public Optional<String> secret(String key) {
    Object value = value(key);
    if (value instanceof String text) {
      hide(text);
      return Optional.of(text);
    }
    if (value != null) {
      reject(key, "expected a text, got " + Shown.HIDDEN);
    }
    return Optional.empty();
  }

  @Override
  public int integer(String key, int min, int max, int fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    Long number = Numbers.whole(value);
    if (number != null && number >= min && number <= max) {
      return (int) (long) number;
    }
    expected(key, Numbers.expected(min, max, Integer.MIN_VALUE, Integer.MAX_VALUE), value);
    return fallback;
  }

  @Override
  public long integer(String key, long min, long max, long fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    Long number = Numbers.whole(value);
    if (number != null && number >= min && number <= max) {
      return number;
    }
    expected(key, Numbers.expected(min, max, Long.MIN_VALUE, Long.MAX_VALUE), value);
    return fallback;
  }

  @Override
  public double number(String key, double min, double max, double fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    Double number = Numbers.real(value);
    if (number != null && number >= min && number <= max) {
      return number;
    }
    expected(key, "a number from " + min + " to " + max, value);
    return fallback;
  }

  @Override
  public boolean flag(String key, boolean fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    expected(key, "true or false", value);
    return fallback;
  }

  @Override
  public Duration duration(String key, Duration min, Duration max, Duration fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    Duration duration = Durations.of(value);
    if (duration != null && duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
      return duration;
    }
    String got = Shown.value(key, value);
    String hint = got.equals(Shown.HIDDEN) ? "" : Durations.hint(value);
    reject(key, "expected " + Durations.expected(min, max) + ", got " + got + hint);
    return fallback;
  }

  @Override
  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    Object value = value(key);
    if (value == null) {
      return fallback;
    }
    E constant = Choices.of(value, type);
    if (constant != null) {
      return constant;
    }
    List<String> names = Choices.names(type);
    String got = Shown.value(key, value);
    String closest =
        value instanceof String text && !got.equals(Shown.HIDDEN)
            ? Closest.find(text, names)
            : null;
    String hint = closest == null ? "" : "; did you mean \"" + closest + "\"?";
    reject(key, "expected one of " + String.join(", ", names) + ", got " + got + hint);
    return fallback;
  }

  @Override
  public List<String> texts(String key, List<String> fallback) {
    List<String> texts = Gathering.texts(this, key);
    return texts == null ? fallback : texts;
  }

  @Override
  public List<Address> addresses(String key, int defaultPort, List<Address> fallback) {
    List<Address> addresses = Gathering.addresses(this, key, defaultPort);
    return addresses == null ? fallback : addresses;
  }

  @Override
  public Map<String, Integer> integers(
      String key, int min, int max, Map<String, Integer> fallback) {
    Map<String, Integer> integers = Gathering.integersByName(this, key, min, max);
    return integers == null ? fallback : integers;
  }

  @Override
  public Map<String, String> texts(String key) {
    Map<String, String> texts = Gathering.textsByName(this, key);
    return texts == null ? Map.of() : texts;
  }

  @Override
  public MapConfig section(String key) {
    if (sections == null) {
      sections = new ArrayList<>(1);
    }
    for (MapConfig open : sections) {
      if (open.name.equals(key)) {
        return open;
      }
    }
    Object value = value(key);
    boolean wrong = value != null && !(value instanceof Map);
    if (wrong) {
      expected(key, "a map", value);
    }
    Map<?, ?> inner = value instanceof Map<?, ?> given ? given : Map.of();
    MapConfig section = new MapConfig(this, key, inner, muted || wrong);
    sections.add(section);
    return section;
  }

  @Override
  public void reject(String key, String problem) {
    notes.add("." + key, problem);
  }

  /** Nothing that names this config can show what it holds. */
  @Override
  public String toString() {
    return path();
  }

  /** Notes a value that is not what was expected; {@code where} is the place under the key. */
  void expected(String key, String where, String expected, String got) {
    notes.add("." + key + where, "expected " + expected + ", got " + got);
  }

  boolean isGood() {
    if (!notes.isEmpty() || !hasOnlyKnownKeys()) {
      return muted;
    }
    if (sections != null) {
      for (MapConfig section : sections) {
        if (!section.isGood()) {
          return false;
        }
      }
    }
    return true;
  }

  void collect(List<String> problems) {
    if (muted) {
      return;
    }
    String path = path();
    notes.collect(path, secrets(), problems);
    UnknownKeys.collect(path, map, known, problems);
    if (sections != null) {
      sections.forEach(section -> section.collect(problems));
    }
  }

  private void expected(String key, String expected, @Nullable Object value) {
    expected(key, "", expected, Shown.value(key, value));
  }

  private void hide(String secret) {
    if (parent != null) {
      parent.hide(secret);
    } else {
      if (secrets == null) {
        secrets = new ArrayList<>();
      }
      secrets.add(secret);
    }
  }

  private List<String> secrets() {
    if (parent != null) {
      return parent.secrets();
    }
    return secrets == null ? List.of() : secrets;
  }

  private boolean hasOnlyKnownKeys() {
    try {
      for (Object key : map.keySet()) {
        if (!(key instanceof String text) || !known.has(text)) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | StackOverflowError unreadable) {
      return false;
    }
  }
}
