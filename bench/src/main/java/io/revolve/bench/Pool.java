package io.revolve.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The baseline: the JDK's thread pool and futures, with payloads encoded and decoded by a Jackson
 * that is set up like Revolve's.
 */
final class Pool implements Contender {
  private final ObjectMapper json =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();
  private final ObjectWriter writer = json.writer();
  private final ObjectReader reader = json.readerFor(Payload.class);
  private final ThreadPoolExecutor pool;

  Pool(int workers) {
    pool =
        new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.prestartAllCoreThreads();
  }

  @Override
  public String name() {
    return "thread pool";
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The flight tells what comes of it.
  public void submit(Payload payload, Flight flight) {
    CompletableFuture<Payload> future = new CompletableFuture<>();
    future.thenRun(flight::land);
    byte[] encoded = encode(payload);
    pool.execute(() -> future.complete(decode(encoded)));
  }

  private byte[] encode(Payload payload) {
    try {
      return writer.writeValueAsBytes(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Payload decode(byte[] encoded) {
    try {
      return reader.readValue(encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
