package io.revolve.provider.process.limit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Limit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that takes slots and keeps them until it is told otherwise. */
final class Holder implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  Holder(Path folder, int size, int slots) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString(),
                String.valueOf(size),
                String.valueOf(slots))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = process.inputReader();
  }

  /** Waits until it holds its slots; how many. */
  int holds() throws IOException {
    return Integer.parseInt(out.readLine());
  }

  void release() throws IOException {
    process.getOutputStream().close();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    try (out) {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String[] words) throws Exception {
    Limit limit = FileLimit.open(Path.of(words[0]), "convert", Integer.parseInt(words[1]));
    List<Limit.Slot> slots = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(words[2]); i++) {
      slots.add(limit.acquire());
    }
    System.out.println(slots.size());
    int unused = System.in.read();
    slots.forEach(Limit.Slot::close);
    // The slots were given back, not the process ended; it ends with whoever has started it.
    ProcessHandle starter = ProcessHandle.current().parent().orElseThrow();
    assertTrue(starter.onExit().join() != null);
  }
}
