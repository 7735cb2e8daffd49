package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ServeCommandTest {
  /** Call 7 of "slow" with "hello". */
  private static final byte[] CALL =
      HexFormat.of().parseHex("310f000000073104" + "736c6f77" + "68656c6c6f");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve|expected either --command",
        "serve --command=php --include=x.php|expected either --command",
        "serve --include=no-such-file.php|no such file: no-such-file.php",
        "serve --command=php -b php|expected either --command",
        "serve --command=php --unserialized|is about the functions of --include",
        "serve --command=php --workers=0|--workers: expected a number from 1, got 0",
        "serve --command=php --protocol=morse|--protocol: expected one of goridge, prefix-17,"
            + " prefix-9, amp",
        "serve --command=php --listen=nowhere|expected HOST:PORT",
        "serve --command=php --listen=*:0|a secret is needed",
        "serve --command=php --idle-timeout=soon|--idle-timeout: expected a duration such as",
        "serve --command=php --workers=4 --max-workers=3|--max-workers: expected at least as",
        "serve --command=php --calls-per-worker=-1|--calls-per-worker: expected 0 or more, got -1",
        "serve --command=php --max-memory=-1|--max-memory: expected 0 or more, got -1",
        "serve --command=php --max-life=-PT1S|--max-life: expected a duration such as",
        "serve --command=php --max-life=P200000D|--max-life: expected a duration such as",
        "serve -b= |-b: expected a program",
        "serve --command=php --max-idle=often|--max-idle: expected a duration such as",
        "serve --command=no-such-program --listen=127.0.0.1:0|no-such-program"
      })
  void whatMakesNoSenseIsRefusedWithASentence(String line, String sentence) {
    Ran ran = Ran.command(line.split(" "));
    assertTrue(ran.code() >= 2 && ran.code() <= 4, "exit code " + ran.code());
    assertTrue(ran.err().contains(sentence), ran.err());
  }

  @Test
  void whereNobodyCanListenIsSaidInOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("no-socket"), "text");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (String place :
          List.of(
              "127.0.0.1:" + other.getLocalPort(),
              "unix:" + file,
              "unix:" + folder.resolve("no-folder/jobs.sock"),
              "unix:" + folder.resolve("s".repeat(200)),
              "no-such-host.invalid:1337")) {
        Ran ran = Ran.command("serve", "--command=php", "--listen=" + place);
        assertEquals(3, ran.code(), ran.err());
        assertTrue(ran.err().startsWith("revolve: cannot listen at " + place + ": "), ran.err());
      }
    }
  }

  /** In a process of its own, whose temporary files are its alone. */
  @Test
  void serverThatDoesNotStartLeavesNoFileBehind(@TempDir Path folder) throws Exception {
    Path functions = Files.writeString(folder.resolve("functions.php"), "<?php");
    Path empty = Files.writeString(folder.resolve("empty"), "");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Failing.class.getName(),
                functions.toString(),
                "--listen=nowhere",
                "--listen=unix:" + empty,
                "--listen=*:0",
                "--protocol=morse",
                "--relay=morse",
                "--idle-timeout=soon",
                "--call-timeout=soon",
                "--secret-file=" + empty,
                "--secret-file=" + folder.resolve("none"),
                "--keystore=" + empty,
                "--binary=no-such-program")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** Fails unless each of the options does, and none leaves a file. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] args) throws IOException {
      for (String option : List.of(args).subList(1, args.length)) {
        Ran ran = Ran.command("serve", "-l=127.0.0.1:0", "-i=" + args[0], option);
        List<Path> left;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
          left = files.toList();
        }
        if (ran.code() < 2 || ran.code() > 4 || !left.isEmpty()) {
          System.out.println(option + ": " + ran + " leaves " + left);
          System.exit(1);
        }
      }
    }
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertEquals(
        List.of("php", "my worker.php", "", "a'b"),
        Words.of("--command", "php 'my worker.php'  \"\" \"a'b\""));
  }

  /** In a process of its own, which is told to end while it works. */
  @Test
  void serverAnswersAndDrainsWhenItIsToldToEnd(@TempDir Path folder) throws Exception {
    String functions = "<?php function slow($text) { usleep(500000); return \"[$text]\"; }";
    Process process = serve(folder, functions, "-d", "-c");
    try {
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      int port = port(said);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(CALL);
        socket.getOutputStream().write(HexFormat.of().parseHex("3300"));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertEquals("3400", HexFormat.of().formatHex(in.readNBytes(2))); // The call was read, too.
        boolean unused = process.toHandle().destroy(); // The other one closes its output, too.
        assertEquals(
            "310c0000000733" + HexFormat.of().formatHex("[hello]".getBytes(StandardCharsets.UTF_8)),
            HexFormat.of().formatHex(in.readNBytes(14)));
      }
      String rest = String.join("\n", said.lines().toList());
      assertTrue(rest.contains("draining 1 call"), rest);
      assertTrue(rest.contains("stopped; answered 1 call"), rest);
      assertEquals(143, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void processesAreReplacedAfterTheirCalls(@TempDir Path folder) throws Exception {
    String functions = "<?php function slow($text) { return sprintf('%9d', getmypid()); }";
    Process process = serve(folder, functions, "--calls-per-worker", "1");
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), port(process.inputReader(StandardCharsets.UTF_8)))) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      Set<String> pids = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(CALL);
        byte[] answer = in.readNBytes(2 + 5 + 9);
        assertTrue(pids.add(new String(answer, 7, 9, StandardCharsets.UTF_8).strip()));
      }
      assertEquals(3, pids.size());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Serves PHP functions in a process of its own, with one worker. */
  private static Process serve(Path folder, String functions, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("functions.php"), functions);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.revolve.cli.Main",
                "serve"));
    command.addAll(List.of("-l", "127.0.0.1:0", "-i", file.toString(), "-b", "php", "-w", "1"));
    command.add("-u");
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int port(BufferedReader said) throws IOException {
    String line = said.readLine();
    while (line != null && !line.startsWith("serving at 127.0.0.1:")) {
      line = said.readLine();
    }
    assertTrue(line != null && line.contains(" with 1 worker"), line);
    return Integer.parseInt(line.split("[: ]")[3]);
  }
}
