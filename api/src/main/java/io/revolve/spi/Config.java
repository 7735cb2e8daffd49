package io.revolve.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One map of a config, read key by key. The known keys are those that the code asks for: asking
 * registers the key, and what nobody asked for is reported as unknown.
 *
 * <p>A value that is wrong is noted with its path and the fallback is returned, so that reading
 * goes on and every problem is reported together. No method throws for what a config holds. Not
 * thread safe.
 */
public interface Config {

  /** Where this map is in the whole: {@code client.redis}. */
  String path();

  /** Whether the key is there. */
  boolean has(String key);

  /** A text that may be missing. */
  Optional<String> text(String key);

  /** A text. */
  String text(String key, String fallback);

  /**
   * A text that must be there, and not be empty; where it is not, that is noted and "" returned.
   */
  String required(String key);

  /** A text that never appears in an error, a log line or a {@code toString()}. */
  Optional<String> secret(String key);

  /** A whole number from min to max. */
  int integer(String key, int min, int max, int fallback);

  /** A whole number from min to max. */
  long integer(String key, long min, long max, long fallback);

  /** A number from min to max. */
  double number(String key, double min, double max, double fallback);

  /** True or false. */
  boolean flag(String key, boolean fallback);

  /** A {@link Duration} or ISO-8601 text, from min to max. */
  Duration duration(String key, Duration min, Duration max, Duration fallback);

  /** One of an enum's names, in lower case and with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback);

  /** A list of texts; a single text counts as a list of one. */
  List<String> texts(String key, List<String> fallback);

  /** A list of {@code [host, port]} or {@code "host:port"}. */
  List<Address> addresses(String key, int defaultPort, List<Address> fallback);

  /** A map with keys of the user's choosing to whole numbers from min to max. */
  Map<String, Integer> integers(String key, int min, int max, Map<String, Integer> fallback);

  /** A map with keys of the user's choosing to texts. */
  Map<String, String> texts(String key);

  /** A map inside this one; empty if it is missing. */
  Config section(String key);

  /**
   * Notes a problem that only the reader can see, such as two keys that exclude each other.
   *
   * @param key the key it is about
   * @param problem what is wrong and what would be right
   */
  void reject(String key, String problem);

  /**
   * A host and a port.
   *
   * @param host a name or an address
   * @param port from 1 to 65535
   */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
