package io.revolve.provider.process.dispatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.Until;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command reads, writes and ends with. */
@Timeout(60)
class DispatcherTest {
  private final ProcessDispatcher dispatcher = ProcessDispatcher.open(4);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private Outcome run(Command command) {
    return dispatcher.submit(command).future().join();
  }

  private static Command shell(String script, String... words) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    all.addAll(List.of(words));
    return Command.of(all);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void outputErrorStatusAndTimesAreKept() {
    Instant before = Instant.now();
    Outcome outcome = run(shell("echo out; echo err >&2; sleep 0.05; exit 7"));
    assertEquals("out\n", outcome.output().text());
    assertEquals("err\n", outcome.error().text());
    assertEquals(End.ENDED, outcome.end());
    assertEquals(7, outcome.status());
    assertEquals(OptionalInt.empty(), outcome.signal());
    assertFalse(outcome.isSuccess() || outcome.isTruncated() || outcome.isHeld());
    assertFalse(outcome.started().isBefore(before), outcome::toString);
    assertTrue(outcome.duration().toMillis() >= 50, outcome::toString);
  }

  @Test
  void argumentsComeAsTheyAre() {
    String odd = "$HOME 'a\"b*\\ \n ü";
    assertEquals("<" + odd + "><>", run(Command.of("printf", "<%s>", odd, "")).output().text());
  }

  @Test
  void aSignalIsToldApart() {
    Outcome outcome = run(shell("kill -KILL $$"));
    assertEquals(OptionalInt.of(9), outcome.signal());
    assertEquals(End.ENDED, outcome.end());
    assertFalse(outcome.isSuccess());
  }

  @Test
  void aProgramOrFolderThatIsNotThereIsAnOutcome(@TempDir Path folder) {
    Outcome program = run(Command.of("no-such-program-anywhere"));
    assertEquals(End.NOT_STARTED, program.end());
    assertEquals(-1, program.status());
    assertTrue(program.problem().contains("no-such-program-anywhere"), program::problem);
    Outcome place = run(Command.of("true").withFolder(folder.resolve("none")));
    assertEquals(End.NOT_STARTED, place.end());
    assertTrue(run(Command.of("true")).isSuccess(), "the others go on");
  }

  @Test
  void environmentAndFolderAreTheCommands(@TempDir Path folder) throws IOException {
    Command command = shell("printf '%s %s' \"$COLOUR\" \"$(pwd -P)\"");
    Outcome outcome = run(command.withVariable("COLOUR", "blue").withFolder(folder));
    assertEquals("blue " + folder.toRealPath(), outcome.output().text());
  }

  @Test
  void inputMayBeNothingBytesAFileOrAStream(@TempDir Path folder) throws IOException {
    Command cat = Command.of("cat");
    assertEquals(0, run(cat).output().bytes().length);
    for (int size : new int[] {0, 1, 4096, 4097, 300_000, 5 << 20}) {
      byte[] bytes = random(size);
      Path file = Files.write(folder.resolve("in"), bytes);
      InputStream stream = new ByteArrayInputStream(bytes);
      assertArrayEquals(
          bytes, run(cat.withInput(new Input.Bytes(bytes))).output().bytes(), "bytes");
      assertArrayEquals(
          bytes, run(cat.withInput(new Input.FromStream(stream))).output().bytes(), "stream");
      assertArrayEquals(
          bytes, run(cat.withInput(new Input.FromFile(file))).output().bytes(), "file");
    }
  }

  @Test
  void aCommandMayCloseItsInputEarly() {
    Input much = new Input.Bytes(random(5 << 20));
    Outcome outcome = run(shell("exec <&-; echo closed; sleep 0.1").withInput(much));
    assertEquals("closed\n", outcome.output().text());
    assertTrue(outcome.isSuccess(), outcome::toString);
    assertTrue(run(Command.of("true").withInput(much)).isSuccess());
    assertEquals("", run(Command.of("true").withInput(Input.text("x"))).problem());
  }

  @Test
  void aStreamThatNeverEndsIsLetGo() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              closed.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    assertTrue(run(Command.of("true").withInput(new Input.FromStream(endless))).isSuccess());
    closed.await();
  }

  @Test
  void aStreamThatBreaksEndsTheInputAndIsTold() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    Outcome outcome = run(Command.of("cat").withInput(new Input.FromStream(broken)));
    assertEquals(End.ENDED, outcome.end());
    assertTrue(outcome.problem().contains("the disk is gone"), outcome::problem);
  }

  @Test
  void whatIsNotKeptIsCounted() {
    Command zeros = Command.of("head", "-c", "100000", "/dev/zero");
    Outcome outcome = run(zeros.withOutput(new Output.Memory(70_000)));
    assertEquals(70_000, outcome.output().bytes().length);
    assertEquals(30_000, outcome.output().dropped());
    assertTrue(outcome.isTruncated());
    Outcome exact = run(zeros.withOutput(new Output.Memory(100_000)));
    assertEquals(100_000, exact.output().bytes().length);
    assertFalse(exact.isTruncated());
    assertEquals(100_000, run(zeros.withOutput(new Output.Memory(0))).output().dropped());
  }

  @Test
  void outputMayGoToAFileOrNowhere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out");
    Command command = shell("echo one; echo two >&2");
    Outcome outcome =
        run(
            command
                .withOutput(new Output.ToFile(file, false))
                .withError(new Output.ToFile(file, true)));
    assertTrue(outcome.isSuccess() && !outcome.isTruncated(), outcome::toString);
    assertEquals("one\ntwo\n", Files.readString(file));
    Outcome missing = run(command.withOutput(new Output.ToFile(folder.resolve("no/such"), false)));
    assertEquals(End.NOT_STARTED, missing.end());
    Outcome quiet = run(command.withOutput(Output.nowhere()));
    assertEquals("", quiet.output().text());
    assertEquals("two\n", quiet.error().text(), "only the error is read");
    assertEquals("one\ntwo\n", run(command.withError(new Output.WithOutput())).output().text());
  }

  @Test
  void linesComeWhileTheCommandRuns(@TempDir Path folder) throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Path go = folder.resolve("go");
    Command command =
        shell("echo first; while [ ! -e \"$1\" ]; do sleep 0.01; done; printf second", "" + go)
            .withOutput(Output.lines(line -> heard.add(line.text() + " " + line.isEnded())));
    Execution execution = dispatcher.submit(command);
    Until.holds("the first line is there", () -> heard.equals(List.of("first true")));
    assertTrue(execution.pid().isPresent());
    assertFalse(execution.future().isDone());
    Files.createFile(go);
    assertTrue(execution.future().join().isSuccess());
    assertEquals(List.of("first true", "second false"), heard);
    assertTrue(execution.pid().isEmpty());
  }

  @Test
  void aLongLineComesInPiecesOfWholeCharacters() {
    List<Line> heard = Collections.synchronizedList(new ArrayList<>());
    Command command =
        Command.of("printf", "%s\\r\\nß\\n", "äöü€x").withOutput(new Output.Lines(heard::add, 4));
    assertTrue(run(command).isSuccess());
    assertEquals(List.of("äö", "ü", "€x", "", "ß"), heard.stream().map(Line::text).toList());
    assertEquals(
        List.of(false, false, false, true, true), heard.stream().map(Line::isEnded).toList());
  }

  @Test
  void outAndErrorAreHeardByOneThreadAtATime() {
    StringBuilder guarded = new StringBuilder(); // Not thread safe, so it would lose some.
    LineListener listener = line -> guarded.append(line.isError() ? 'e' : 'o');
    Command command =
        shell("for i in $(seq 2000); do echo $i; echo $i >&2; done")
            .withOutput(Output.lines(listener))
            .withError(Output.lines(listener));
    assertTrue(run(command).isSuccess());
    assertEquals(4000, guarded.length());
    assertEquals(2000, guarded.chars().filter(each -> each == 'e').count());
  }

  @Test
  void aListenerThatThrowsHearsTheNextLine() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Command command =
        Command.of("seq", "3")
            .withOutput(
                Output.lines(
                    line -> {
                      heard.add(line.text());
                      throw new IllegalStateException("on purpose");
                    }));
    assertTrue(run(command).isSuccess());
    assertEquals(List.of("1", "2", "3"), heard);
  }

  @Test
  void lateOutputOfAGrandchildIsNotLost() {
    // What is late for a machine that is busy is not late here.
    DispatcherSettings patient = DispatcherSettings.of(1).withGrace(Duration.ofSeconds(30));
    Outcome outcome;
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(patient)) {
      Command command = shell("(sleep 0.3; echo late; echo later >&2) & echo soon");
      outcome = dispatcher.submit(command).future().join();
    }
    assertEquals("soon\nlate\n", outcome.output().text());
    assertEquals("later\n", outcome.error().text());
    assertFalse(outcome.isHeld());
  }

  @Test
  void aGrandchildThatHoldsThePipeKeepsNobodyWaitingForEver() {
    DispatcherSettings settings = DispatcherSettings.of(1).withGrace(Duration.ofMillis(200));
    long left;
    try (ProcessDispatcher one = ProcessDispatcher.open(settings)) {
      Outcome outcome = one.submit(shell("sleep 1000 & echo $!")).future().join();
      assertTrue(outcome.isHeld() && outcome.isSuccess(), outcome::toString);
      left = Long.parseLong(outcome.output().text().strip());
      assertTrue(ProcessHandle.of(left).isPresent(), "nobody has killed it");
      assertTrue(one.submit(Command.of("true")).future().join().isSuccess(), "there is room");
    }
    assertTrue(
        ProcessHandle.of(left).filter(ProcessHandle::isAlive).isEmpty(),
        "what is left behind ends with the dispatcher");
  }

  @Test
  void neverMoreRunThanMay() {
    List<Execution> all = new ArrayList<>();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 40; i++) {
      Command command =
          Command.of("echo", "x").withOutput(Output.lines(line -> seen.add(dispatcher.running())));
      all.add(dispatcher.submit(command));
    }
    all.forEach(each -> assertTrue(each.future().join().isSuccess()));
    assertEquals(40, seen.size());
    assertTrue(seen.stream().allMatch(count -> count >= 1 && count <= 4), seen::toString);
  }

  @Test
  void dispatchWaitsForAll() throws InterruptedException {
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(dispatcher.submit(Command.of("sleep", "0.02")));
    }
    dispatcher.dispatch();
    assertTrue(all.stream().allMatch(each -> each.future().isDone()));
    assertThrows(IllegalStateException.class, dispatcher::tick);
    assertThrows(IllegalStateException.class, dispatcher::finished);
  }

  @Test
  void aSecretInTheEnvironmentIsNotShown() {
    Command command = Command.of("true").withVariable("TOKEN", "hunter2");
    assertFalse(run(command).toString().contains("hunter2"));
    byte[] input = "hunter2".getBytes(StandardCharsets.UTF_8);
    assertFalse(command.withInput(new Input.Bytes(input)).toString().contains("hunter2"));
  }
}
