package io.revolve.bench.redis;

import java.io.Serializable;
import java.util.concurrent.Callable;

/** Does nothing but take its payload. Public and with fields of its own, for Redisson's codec. */
public final class RedissonNoop implements Callable<Integer>, Serializable {
  private static final long serialVersionUID = 1L;

  private String file = "";
  private int width;
  private int height;
  private String format = "";
  private String owner = "";

  /** For the codec. */
  public RedissonNoop() {}

  RedissonNoop(String file, int width, int height, String format, String owner) {
    this.file = file;
    this.width = width;
    this.height = height;
    this.format = format;
    this.owner = owner;
  }

  @Override
  public Integer call() {
    if (file.isEmpty() || format.isEmpty() || owner.isEmpty()) {
      throw new IllegalStateException("the payload is lost");
    }
    return width * height;
  }
}
