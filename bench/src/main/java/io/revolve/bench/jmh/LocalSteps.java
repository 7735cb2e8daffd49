package io.revolve.bench.jmh;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Message;
import io.revolve.api.Messenger;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.bench.Payload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a user's code calls, on the embedded engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocalSteps {
  private final Make make = new Make();
  private final Worker worker =
      make.worker(Map.of("provider", "local", "concurrency", 1))
          .handle("noop", running -> running.payload(Payload.class))
          .start();
  private final Client client = make.client(Map.of("provider", "local"));
  private final Messenger messenger = make.messenger(Map.of("provider", "local"));

  /** Lets go of everything. */
  @TearDown
  public void close() {
    client.close();
    worker.close();
    make.close();
  }

  /** A task from its map. */
  @Benchmark
  public Task makeTask() {
    return make.task(Map.of("name", "noop", "payload", Payload.SAMPLE));
  }

  /** One task at a time, from its map to its result, through another thread and back. */
  @Benchmark
  public Payload submitToResult() {
    Task task = make.task(Map.of("name", "noop", "payload", Payload.SAMPLE));
    return client.submit(task, Payload.class).join();
  }

  /** A message written to an address and read there. */
  @Benchmark
  public List<Message> writeToRead() {
    messenger.write("bench", "event", Payload.SAMPLE);
    return messenger.read("bench");
  }
}
