package io.revolve.core.config;

import io.revolve.api.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reading of one config map: read its keys through {@link #root()}, then {@link #check()}. Not
 * thread safe.
 */
public final class ConfigReading {

  /** As many problems as a person reads in one go; a config with more is broken in another way. */
  private static final int MOST = 100;

  private final String subject;
  private final MapConfig root;

  private ConfigReading(String subject, Map<?, ?> map) {
    this.subject = subject;
    this.root = new MapConfig(null, subject, map, false);
  }

  /**
   * Begins to read a map.
   *
   * @param subject what is configured: task, client, worker, messenger; the path of the root
   * @param map the config; is read in place, so it must not change until {@link #check()}
   */
  public static ConfigReading of(String subject, Map<?, ?> map) {
    return new ConfigReading(subject, map);
  }

  /** The whole map. */
  public MapConfig root() {
    return root;
  }

  /**
   * Ends the reading: what nobody asked for by now is unknown.
   *
   * @throws ConfigException with every problem of every map that was opened: for each map what was
   *     noted, in the order of reading, then its unknown keys, then its sections
   */
  public void check() {
    if (root.isGood()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    root.collect(problems);
    int more = problems.size() - MOST;
    if (more > 0) {
      problems.subList(MOST, problems.size()).clear();
      problems.add("and " + more + " more");
    }
    throw new ConfigException(subject, problems);
  }
}
