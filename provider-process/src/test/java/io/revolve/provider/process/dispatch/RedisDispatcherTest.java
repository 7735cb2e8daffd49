package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Limit;
import io.revolve.testkit.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dispatchers that share a limit through Redis, as on several machines. */
@Timeout(60)
@Tag("once")
class RedisDispatcherTest {
  private static final int SIZE = 2;

  @TempDir private Path folder;

  @Test
  void neverMoreAtOnceThanTheLimitOfTheConfig() throws Exception {
    int port = ServerProcess.freePort();
    List<String> command =
        List.of(
            "redis-server",
            "--port",
            "" + port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            folder.toString());
    Path inside = Files.createDirectory(folder.resolve("inside"));
    // Each counts itself and those that are inside with it.
    String script = "touch $0/$$; ls $0 | wc -l; sleep 0.05; rm $0/$$";
    List<Integer> counts = new ArrayList<>();
    try (ServerProcess server =
        new ServerProcess(port, command, "PING", reply -> reply.startsWith("+PONG"))) {
      server.start();
      Map<String, Object> config =
          Map.of("provider", "redis", "name", "x", "size", SIZE, "redis", Map.of("port", port));
      try (Make make = new Make();
          Limit one = make.limit(config);
          Limit other = make.limit(config);
          ProcessDispatcher first =
              ProcessDispatcher.open(DispatcherSettings.of(8).withLimit(one));
          ProcessDispatcher second =
              ProcessDispatcher.open(DispatcherSettings.of(8).withLimit(other))) {
        List<Execution> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          all.add(
              (i % 2 == 0 ? first : second)
                  .submit(Command.of("sh", "-c", script, inside.toString())));
        }
        for (Execution each : all) {
          Outcome outcome = each.future().join();
          assertTrue(outcome.isSuccess(), outcome::toString);
          counts.add(Integer.parseInt(outcome.output().text().trim()));
        }
      }
    }
    assertEquals(SIZE, counts.stream().mapToInt(each -> each).max().orElseThrow());
  }
}
