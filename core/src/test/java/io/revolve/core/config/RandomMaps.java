package io.revolve.core.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Maps that are partly right, partly wrong, and partly what nobody would write. */
final class RandomMaps {
  static final String SECRET = "s3cr3t-value";

  private static final String[] KEYS = {
    "provider",
    "text",
    "name",
    "required",
    "port",
    "long",
    "number",
    "flag",
    "timeout",
    "priority",
    "queues",
    "servers",
    "headers",
    "callback",
    "tolerated",
    "messenger",
    "redis",
    "has"
  };
  private static final String[] ODD = {
    "",
    " ",
    "prot",
    "Queues",
    "server-s",
    "a\nb",
    "\u0000",
    "\uD800",
    "x".repeat(5_000),
    "@",
    "${A}"
  };
  private static final String[] TEXTS = {
    "local",
    "gearmen",
    "redis",
    "5",
    "63x9",
    "true",
    "PT5S",
    "5s",
    "PT999999999999999999S",
    "-P1D",
    "high",
    "hihg",
    "host:1",
    "[::1]:9",
    "a@b:c@d",
    ":",
    "",
    "NaN",
    "1e999",
    "\u2028",
    "PTS",
    "PT"
  };

  private final Random random;

  RandomMaps(Random random) {
    this.random = random;
  }

  Map<?, ?> next() {
    return map(0);
  }

  static Map<Object, Object> cyclic() {
    Map<Object, Object> map = new HashMap<>();
    List<Object> list = new ArrayList<>();
    list.add(list);
    map.put("self", map);
    map.put("list", list);
    return map;
  }

  private Map<?, ?> map(int depth) {
    if (random.nextInt(40) == 0) {
      return new TreeMap<>(Map.of(random.nextInt(), "sorted, so that it cannot look up a text"));
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    int size = random.nextInt(60) == 0 ? 300 : random.nextInt(8);
    for (int i = 0; i < size; i++) {
      map.put(key(), value(depth + 1));
    }
    if (random.nextInt(4) == 0) {
      map.put("password", random.nextBoolean() ? SECRET : List.of(SECRET));
    }
    return map;
  }

  private Object key() {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextInt();
      case 1 -> null;
      case 2 -> ODD[random.nextInt(ODD.length)];
      case 3 -> "key" + random.nextInt(1000);
      case 4 -> List.of(1);
      default -> KEYS[random.nextInt(KEYS.length)];
    };
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 6 ? 12 : 17)) {
      case 0 -> null;
      case 1 -> random.nextInt(100);
      case 2 -> random.nextLong();
      case 3 -> random.nextBoolean() ? Double.NaN : random.nextGaussian();
      case 4 -> random.nextBoolean();
      case 5 -> Duration.ofSeconds(random.nextLong() >> random.nextInt(60));
      case 6 -> BigInteger.ONE.shiftLeft(random.nextInt(2_000));
      case 7 -> new BigDecimal("1e" + random.nextInt(400));
      case 8 -> new Object[] {1, "a"};
      case 9 -> Thread.State.NEW;
      case 10, 11 -> TEXTS[random.nextInt(TEXTS.length)];
      case 12, 13 -> list(depth);
      default -> map(depth);
    };
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(30) == 0 ? 2_000 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.add(size > 100 ? (Object) random.nextInt() : value(depth + 1));
    }
    return list;
  }
}
