package io.revolve.core.wiring;

import io.revolve.api.Callback;
import io.revolve.api.Messenger;
import io.revolve.api.RevolveException;
import io.revolve.core.codec.Codec;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.reference.Allowed;
import io.revolve.core.reference.CallbackReference;
import io.revolve.core.reference.Capture;
import io.revolve.core.reference.ReferenceReader;
import io.revolve.spi.Body;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How callbacks travel: what they captured goes as plain values, and messengers as their config, of
 * which each worker opens one. Thread safe.
 */
@Singleton
public final class References implements Capture, AutoCloseable {

  private final Codec codec;
  private final MessengerMaker messengers;
  private final ConcurrentMap<Object, Messenger> opened = new ConcurrentHashMap<>();

  @Inject
  References(Codec codec, MessengerMaker messengers) {
    this.codec = codec;
    this.messengers = messengers;
  }

  /** The code behind a reference, of the classes that a worker allows. */
  Callback read(Object reference, Allowed allowed) {
    return read(reference, new ReferenceReader(allowed, this, loader()));
  }

  /**
   * The code behind a reference.
   *
   * @param instances makes a callback of a class that is one
   */
  Callback read(
      Object reference, Allowed allowed, Function<Class<? extends Callback>, Callback> instances) {
    return read(reference, new ReferenceReader(allowed, this, loader(), instances));
  }

  private static ClassLoader loader() {
    return Thread.currentThread().getContextClassLoader();
  }

  private Callback read(Object reference, ReferenceReader reader) {
    CallbackReference read =
        reference instanceof CallbackReference same
            ? same
            : codec.convert(reference, CallbackReference.class);
    if (read == null) {
      throw new RevolveException("the job's callback reference is empty");
    }
    return reader.read(read);
  }

  /** The messenger of a config. */
  LinkMessenger messenger(Body config) {
    Object node = codec.decode(config, Object.class);
    if (node != null && decode(node, Messenger.class) instanceof LinkMessenger link) {
      return link;
    }
    throw new RevolveException("a messenger without a config");
  }

  @Override
  public @Nullable Object encode(Object value, Class<?> type) {
    if (value instanceof LinkMessenger messenger) {
      return codec.plain(messenger.config());
    }
    if (!isValue(value.getClass())) {
      throw new RevolveException(
          "a callback captures a "
              + value.getClass().getName()
              + ", which is no plain value and cannot travel; capture texts, numbers, records, or"
              + " lists and maps of them, or a messenger");
    }
    return codec.plain(value);
  }

  /** Whether objects of a class stand for what they hold, and not for themselves. */
  private static boolean isValue(Class<?> type) {
    try {
      return type.isArray()
          || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every class has equals()", e);
    }
  }

  @Override
  public @Nullable Object decode(Object node, Class<?> type) {
    if (type == Messenger.class) {
      return opened.computeIfAbsent(node, this::open);
    }
    return codec.convert(node, type);
  }

  @Override
  public boolean comparable(Object value) {
    return !(value instanceof Messenger);
  }

  @Override
  public void close() {
    opened.values().forEach(Messenger::close);
  }

  private Messenger open(Object config) {
    if (config instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // Read key by key, whatever the keys are.
      Map<String, ?> keys = (Map<String, ?>) map;
      return messengers.prepare(keys).make();
    }
    throw new RevolveException("a captured messenger must be a config map");
  }
}
