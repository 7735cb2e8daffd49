package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.revolve.api.PayloadException;
import io.revolve.spi.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Payloads as bytes and back: any value as JSON, {@code byte[]} as it is, null as no bytes. Jackson
 * modules on the class path are used. Thread safe.
 */
public final class Codec {

  private static final byte[] NOTHING = new byte[0];
  private static final Body NULL = new Body(Body.JSON, NOTHING);

  /** Enough for the types of a program; beyond it readers are made anew, so it cannot grow. */
  private static final int KEPT_READERS = 1000;

  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final ConcurrentMap<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

  /** A codec with the modules that are on the class path. */
  public Codec() {
    mapper =
        JsonMapper.builder(JsonFactory.builder().recyclerPool(ThreadBuffers.POOL).build())
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    writer = mapper.writer();
  }

  /**
   * A value as bytes.
   *
   * @throws PayloadException if Jackson cannot write it
   */
  public Body encode(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof byte[] bytes) {
      return new Body(Body.BYTES, bytes.clone());
    }
    try {
      return new Body(Body.JSON, writer.writeValueAsBytes(value));
    } catch (JsonProcessingException | StackOverflowError e) {
      throw new PayloadException(
          "cannot write a "
              + value.getClass().getName()
              + " as JSON: "
              + reason(e)
              + "; send a record, a map, a list, a text, a number, or byte[]",
          e);
    }
  }

  /**
   * Bytes as a value.
   *
   * @throws PayloadException if they are not of that type
   */
  public <T> @Nullable T decode(Body body, Class<T> type) {
    if (type == byte[].class) {
      return type.cast(body.type().equals(Body.JSON) ? bytesOf(body) : body.bytes().clone());
    }
    if (body.type().equals(Body.PLAIN)) {
      if (type == String.class) {
        return type.cast(new String(body.bytes(), StandardCharsets.UTF_8));
      } else if (type == Object.class) {
        return type.cast(body.bytes().clone());
      }
    }
    if (body.type().equals(Body.BYTES)) {
      if (type == Object.class) {
        return type.cast(body.bytes().clone());
      }
      throw new PayloadException(
          "the payload is bytes; read it as byte[], not as " + type.getName());
    }
    if (body.bytes().length == 0) {
      return null;
    }
    try {
      ObjectReader reader = readers.get(type);
      return (reader == null ? readerFor(type) : reader).readValue(body.bytes());
    } catch (IOException | StackOverflowError e) {
      throw new PayloadException("the payload is no " + type.getName() + ": " + reason(e), e);
    }
  }

  /**
   * A value as texts, numbers, booleans, lists and maps.
   *
   * @throws PayloadException if Jackson cannot write it
   */
  public @Nullable Object plain(Object value) {
    return convert(value, Object.class);
  }

  /**
   * A plain value as one of a type.
   *
   * @throws PayloadException if it is not of that type
   */
  public <T> @Nullable T convert(Object value, Class<T> type) {
    try {
      return mapper.convertValue(value, type);
    } catch (IllegalArgumentException | StackOverflowError e) {
      throw new PayloadException("no " + type.getName() + ": " + reason(e), e);
    }
  }

  /** JSON text as a value of maps, lists and plain values, for what is not a payload. */
  ObjectMapper mapper() {
    return mapper;
  }

  private ObjectReader readerFor(Class<?> type) {
    ObjectReader reader = mapper.readerFor(type);
    if (readers.size() < KEPT_READERS) {
      readers.put(type, reader);
    }
    return reader;
  }

  private byte @Nullable [] bytesOf(Body body) {
    if (body.bytes().length == 0) {
      return null;
    }
    try {
      return mapper.readValue(body.bytes(), byte[].class);
    } catch (IOException e) {
      // A JSON value asked for as bytes: its text, as it travelled.
      return body.bytes().clone();
    }
  }

  private static String reason(Throwable error) {
    if (error instanceof JsonProcessingException json) {
      return json.getOriginalMessage();
    }
    return error instanceof StackOverflowError
        ? "it is nested too deeply, or contains itself"
        : String.valueOf(error.getMessage());
  }
}
