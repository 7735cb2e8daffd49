package io.revolve.bench.gearman;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the peers run: one program in C, compiled for this run, and one in PHP. */
final class Programs implements AutoCloseable {
  private static final Path SOURCES =
      Path.of(System.getProperty("bench.sources", "bench/src/main"));

  private final Path folder;
  private final Path c;

  /** Compiles and checks what there is; an exception names the Debian package that is missing. */
  Programs() throws IOException, InterruptedException {
    String extensions = run(List.of("php", "-m"), "php-cli");
    if (extensions.lines().noneMatch("gearman"::equals)) {
      throw new IOException("PHP has no extension gearman" + install("php-gearman"));
    }
    folder = Files.createTempDirectory("revolve-bench-gearman");
    c = folder.resolve("gearman");
    String source = SOURCES.resolve("c/gearman.c").toString();
    String said =
        run(
            List.of("cc", "-O2", "-Wall", "-o", c.toString(), source, "-lgearman"),
            "gcc libc6-dev");
    if (!Files.exists(c)) {
      close();
      throw new IOException("cannot compile " + source + install("libgearman-dev") + "\n" + said);
    }
  }

  Path c() {
    return c;
  }

  Path php() {
    return SOURCES.resolve("php/gearman.php");
  }

  private static String run(List<String> command, String debianPackage)
      throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int unused = process.waitFor();
      return said;
    } catch (IOException e) {
      throw new IOException(command.get(0) + " is missing" + install(debianPackage), e);
    }
  }

  private static String install(String debianPackage) {
    return "; on Debian: apt-get install " + debianPackage;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(c);
    Files.deleteIfExists(folder);
  }
}
