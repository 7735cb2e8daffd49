package io.revolve.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each example prints what its comment says. */
@Timeout(60)
class ExamplesTest {

  @Test
  void theFirstProgramPrintsOneLineOnEachSide() throws Exception {
    assertEquals(
        List.of("see this in the worker output", "see this in the client output"),
        Output.of(FirstProgram::main));
  }

  @Test
  void theFirstProgramTalksThroughMemcachedOnAnyEngine() throws Exception {
    List<String> both = List.of("see this in the worker output", "see this in the client output");
    try (Engine redis = Engine.redis();
        Engine memcached = Engine.memcached()) {
      String messenger = memcached.at("memcached");
      assertEquals(both, Output.of(FirstProgram::main, "--messenger", messenger));
      String jobs = redis.at("redis");
      assertEquals(
          both, Output.of(FirstProgram::main, "--provider", jobs, "--messenger", messenger));
    }
  }

  @Test
  void theFirstProgramRunsInTwoJvms() throws Exception {
    try (Engine gearman = Engine.gearman();
        Engine memcached = Engine.memcached()) {
      List<String> lines =
          Output.of(
              Apart::main,
              "--provider",
              gearman.at("gearman"),
              "--messenger",
              memcached.at("memcached"));
      String all = String.join("\n", lines.stream().sorted().toList());
      String both =
          "client \\(pid (\\d+)\\): see this in the client output\n"
              + "worker \\(pid (?!\\1\\b)\\d+\\): see this in the worker output";
      assertTrue(all.matches(both), all);
    }
    assertEquals(List.of(), workers(ProcessHandle.current()));
  }

  @Test
  void forgottenWorkIsDoneAfterItsClientHasGone() throws Exception {
    assertEquals(
        List.of(
            "client: 3 visits handed over, good bye",
            "worker: counted a visit of /index.html",
            "worker: counted a visit of /news.html",
            "worker: counted a visit of /index.html"),
        Output.of(FireAndForget::main));
  }

  @Test
  void progressIsPrintedInLinesWhereThereIsNoTerminal() throws Exception {
    List<String> lines = Output.of(ProgressBar::main);
    assertTrue(lines.size() >= 2, () -> "some progress, then the end: " + lines);
    assertEquals("done: 338350 is the sum of the squares up to 100", lines.get(lines.size() - 1));
    for (String line : lines.subList(0, lines.size() - 1)) {
      assertTrue(line.matches("\\d+ of 100"), line);
    }
  }

  @Test
  void theBarIsAsFullAsTheWork() {
    assertEquals("[" + "-".repeat(40) + "]   0 %", Bar.draw(new Progress(0, 7)));
    assertEquals("[" + "#".repeat(20) + "-".repeat(20) + "]  50 %", Bar.draw(new Progress(1, 2)));
    assertEquals("[" + "#".repeat(40) + "] 100 %", Bar.draw(new Progress(7, 7)));
  }

  @Test
  void theTaskHearsWhatItsClientTellsIt() throws Exception {
    List<String> lines = Output.of(Conversation::main);
    int paused = lines.indexOf("the task has paused");
    int on = lines.indexOf("the task goes on at speed 10");
    assertTrue(lines.indexOf("client: pause") < paused && paused < on, lines::toString);
    assertEquals("client: resume, and ten times as fast", lines.get(on - 1));
    assertEquals(
        List.of("page 1", "page 2", "page 3", "page 4", "page 5", "page 6", "page 7", "page 8"),
        lines.stream().filter(line -> line.startsWith("page")).toList());
    assertEquals("done: 8 pages", lines.get(lines.size() - 1));
  }

  @Test
  void aWaitingAndARunningTaskAreCancelled() throws Exception {
    assertEquals(
        List.of(
            "first: runs",
            "second: cancelled",
            "worker: first hole is filled up again",
            "first: cancelled"),
        Output.of(Cancel::main));
  }

  @Test
  void theWordsOfAllFilesAreCountedTogether(@TempDir Path books) throws Exception {
    Files.writeString(books.resolve("one.txt"), "Whale, whale! The white whale and the harbour.");
    Files.writeString(books.resolve("two.md"), "a white harbour; WHALE");
    Files.write(books.resolve("bad.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Files.writeString(books.resolve("picture.png"), "whale");
    assertEquals(
        List.of(
            "left out " + books.resolve("bad.txt"),
            "      4  whale",
            "      2  harbour",
            "      2  white",
            "8 words, 3 different ones, in 3 files"),
        Output.of(WordCount::main, books.toString()));
  }

  @Test
  void severalJvmsCountTheSameWordsTogether(@TempDir Path books) throws Exception {
    for (int i = 1; i <= 40; i++) {
      Files.writeString(books.resolve(i + ".txt"), "white whale ".repeat(i) + "harbour");
    }
    Files.write(books.resolve("bad.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    List<String> alone = Output.of(WordCount::main, books.toString());
    assertTrue(alone.contains("1680 words, 3 different ones, in 41 files"), alone::toString);
    try (Engine redis = Engine.redis()) {
      List<String> lines =
          Output.of(Machines::main, "--provider", redis.at("redis"), books.toString());
      assertTrue(lines.containsAll(alone), lines::toString);
      int files =
          lines.stream()
              .filter(line -> line.matches("worker [123] counted \\d+ files"))
              .mapToInt(line -> Integer.parseInt(line.split(" ")[3]))
              .sum();
      assertEquals(40, files, lines::toString);
    }
    assertEquals(List.of(), workers(ProcessHandle.current()));
  }

  @Test
  void workersAreKilledAndNothingIsLost() throws Exception {
    try (Engine redis = Engine.redis()) {
      List<String> lines = Output.of(Survivors::main, "--provider", redis.at("redis"), "60");
      assertEquals(
          5,
          lines.stream().filter(line -> line.contains("; kill -9 worker ")).count(),
          lines::toString);
      assertEquals(
          List.of(
              "     60  tasks handed over",
              "     60  completed",
              "      0  failed",
              "      0  lost",
              "      0  ended more than once",
              "      5  workers killed"),
          lines.subList(6, 12));
      assertTrue(lines.get(12).matches(" +[1-9]\\d*  attempts died .*"), lines::toString);
    }
    assertEquals(List.of(), workers(ProcessHandle.current()));
  }

  @Test
  void noWorkerOutlivesItsClient() throws Exception {
    try (Engine redis = Engine.redis()) {
      Process client =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Survivors.class.getName(),
                  "--provider",
                  redis.at("redis"),
                  "100000")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        assertTrue(client.inputReader().readLine().startsWith("at work: worker 1"));
        List<ProcessHandle> workers = workers(client.toHandle());
        assertEquals(3, workers.size());
        client.destroyForcibly();
        for (ProcessHandle worker : workers) {
          worker.onExit().get(20, TimeUnit.SECONDS);
        }
      } finally {
        client.destroyForcibly();
      }
    }
  }

  /** The JVMs that a process started and that are still there. */
  private static List<ProcessHandle> workers(ProcessHandle process) {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  @Test
  void anExampleOfOtherJvmsRefusesAnEngineOfThisOne() throws Throwable {
    String refusal =
        "the workers of this example are other JVMs, and local does not leave this one;"
            + " name an engine that they all see, such as --provider redis";
    assertEquals(List.of("2", refusal), launched("Machines"));
    assertEquals(List.of("2", refusal), launched("Survivors", "--provider", "local"));
    assertEquals(List.of("2", refusal), launched("Apart"));
  }

  @Test
  void aWrongEngineOrOneThatIsNotThereIsToldInOneLine() throws Throwable {
    assertEquals(
        List.of(
            "2",
            "client.provider: unknown provider \"rediss\"; did you mean \"redis\"?"
                + " known: gearman, jobserver, local, process, redis"),
        launched("FirstProgram", "--provider", "rediss"));
    assertEquals(
        List.of("2", "--provider needs a name, such as local"), launched("Cancel", "--provider"));
    Engine gone = Engine.redis();
    gone.close();
    for (String example : List.of("FirstProgram", "Survivors")) {
      List<String> lines = launched(example, "--provider", gone.at("redis"));
      assertEquals(2, lines.size(), lines::toString);
      assertEquals("1", lines.get(0));
      assertTrue(lines.get(1).startsWith("redis does not answer ("), lines::toString);
      String hint = "); start it, or say where it is: --provider redis@HOST:PORT";
      assertTrue(lines.get(1).endsWith(hint), lines::toString);
    }
  }

  /** What the process would return, then what it says went wrong. */
  private static List<String> launched(String example, String... args) throws Throwable {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status = Launch.run(example, new PrintStream(errors, true, StandardCharsets.UTF_8), args);
    String text = status + "\n" + errors.toString(StandardCharsets.UTF_8);
    return text.lines().toList();
  }

  @Test
  void titlesComeInOrderAndSoonerWithWorkers() throws Exception {
    List<String> lines = Output.of(Titles::main);
    assertEquals(12, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("one after the other: 10 titles in "), lines.get(0));
    assertEquals(" Chapter 1 & verse", lines.get(1));
    assertEquals(" Chapter 10 & verse", lines.get(10));
    assertTrue(lines.get(11).startsWith("four at a time: 10 titles in "), lines.get(11));
  }

  @Test
  void oneTaskIsDoneInThreeLanguagesUntilTheFirstIsDone() throws Exception {
    List<String> lines = Output.of(Languages::main);
    for (String language : List.of("php", "python", "javascript")) {
      List<String> said = lines.stream().filter(line -> line.startsWith(language)).toList();
      assertTrue(said.get(0).matches(language + " +\\d+ %  27 takes 111 steps"), lines::toString);
      String last = said.get(said.size() - 1);
      assertTrue(last.matches(language + " +\\d+ %  done: \\d+ takes \\d+ steps"), lines::toString);
    }
    List<String> ends = lines.stream().filter(line -> line.contains("done:")).toList();
    assertEquals(3, ends.size(), lines::toString);
    assertTrue(ends.get(0).endsWith(" 100 %  done: 410011 takes 448 steps"), lines::toString);
    String slowest = ends.get(2).split(" ")[0];
    assertTrue(lines.contains("client: enough, " + slowest), lines::toString);
    assertFalse(ends.get(2).contains(" 100 %"), "it was told in time: " + lines);
  }

  @Test
  void commandsRunForAllFilesAndAsATask(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("one.txt"), "call me Ishmael");
    Files.writeString(folder.resolve("three.md"), "call me Ishmael");
    Files.writeString(folder.resolve("-two.txt"), "some years ago");
    try (Engine redis = Engine.redis()) {
      List<String> lines =
          Output.of(Commands::main, "--provider", redis.at("redis"), folder.toString());
      assertEquals(
          List.of("1 of 3", "2 of 3", "3 of 3", "the same: one.txt and three.md"),
          lines.subList(0, 4));
      assertTrue(lines.get(4).matches("3 commands in .* s, 0 of them failed"), lines::toString);
      assertEquals(
          List.of("3 -two.txt", "3 one.txt", "3 three.md", "9 total"),
          lines.subList(5, 9).stream().map(String::strip).toList());
      assertTrue(lines.get(9).startsWith("the task is done: {\"status\":0,"), lines::toString);
    }
  }

  @Test
  void listenersRunInTheSchedulersThread() throws Exception {
    assertEquals(
        List.of("tick 1 on loop", "tick 2 on loop", "tick 3 on loop", "three ticks on loop"),
        Output.of(SchedulerLoop::main));
  }

  @Test
  void listenersRunInNettysLoop() throws Exception {
    List<String> lines = Output.of(NettyLoop::main);
    assertEquals(4, lines.size());
    assertFalse(lines.toString().contains("false"), lines::toString);
    assertEquals("three ticks, in the event loop: true", lines.get(3));
  }

  @Test
  void oneWordChoosesTheEngine() {
    Choice choice = Choice.of("--provider", "gearman", "a", "--messenger", "memcached");
    assertEquals("gearman", choice.provider());
    assertEquals(List.of("a"), choice.rest());
    assertEquals(
        Map.of("provider", "gearman", "messenger", Map.of("provider", "memcached")),
        choice.engine());
    assertEquals(Map.of("provider", "local"), Choice.of().engine());
  }
}
