package io.revolve.bench.redis;

import io.revolve.bench.Flight;
import io.revolve.bench.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.greghaines.jesque.Config;
import net.greghaines.jesque.ConfigBuilder;
import net.greghaines.jesque.Job;
import net.greghaines.jesque.client.Client;
import net.greghaines.jesque.client.ClientImpl;

/** A client of jesque, which has no way to hear of an end: {@link DoneList} is. */
final class JesqueFront implements Front {
  static final String DONE = "bench:jesque:done";

  private final Client client;
  private final DoneList done;

  JesqueFront(int port) {
    client = new ClientImpl(config(port));
    try {
      done = new DoneList(new Resp(port), DONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config config(int port) {
    return new ConfigBuilder().withHost("127.0.0.1").withPort(port).build();
  }

  @Override
  public void send(int tasks, Flight flight) {
    done.land(flight);
    enqueue(LIVE, tasks);
  }

  @Override
  public void park(int tasks) {
    enqueue(PARKED, tasks);
  }

  private void enqueue(String queue, int tasks) {
    if (tasks == 1) {
      client.enqueue(queue, job());
      return;
    }
    List<Job> jobs = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      jobs.add(job());
    }
    client.batchEnqueue(queue, jobs);
  }

  private static Job job() {
    Payload payload = Payload.SAMPLE;
    Map<String, Object> argument =
        Map.of(
            "file", payload.file(),
            "width", payload.width(),
            "height", payload.height(),
            "format", payload.format(),
            "owner", payload.owner());
    // In an array: a bare map would mean properties to be set on the job.
    return new Job("noop", new Object[] {argument});
  }

  @Override
  public void close() {
    done.close();
    client.end();
  }
}
