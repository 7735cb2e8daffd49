package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.cli.screen.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunCommandTest {

  private static List<String> sorted(String lines) {
    List<String> all = new ArrayList<>(lines.lines().toList());
    Collections.sort(all);
    return all;
  }

  @Test
  void eachLineIsOneArgument() {
    Ran ran = Ran.withInput("a b\n\n$HOME *\nlast", "run", "-j", "3", "--", "printf", "<%s>\\n");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(List.of("<$HOME *>", "<a b>", "<last>"), sorted(ran.out()));
    assertEquals("", ran.err());
  }

  @Test
  void theArgumentGoesWhereItIsAskedFor() {
    Ran ran = Ran.withInput("x\n", "run", "echo", "-n", "{}.png", "to", "small/{}");
    assertEquals("x.png to small/x\n", ran.out(), "an option behind the command is the command's");
    assertEquals(0, ran.code());
  }

  @Test
  void nothingToDoIsDone() {
    assertEquals(0, Ran.withInput("", "run", "--", "false").code());
  }

  @Test
  void aFailureIs123AndTheOthersRun() {
    Ran ran = Ran.withInput("1\n0\n7\n", "run", "--", "sh", "-c", "echo $1; exit $1", "sh");
    assertEquals(123, ran.code());
    assertEquals(List.of("0", "1", "7"), sorted(ran.out()));
    assertEquals(123, Ran.withInput("x\n", "run", "--", "sh", "-c", "kill -9 $$").code());
  }

  @Test
  void aTimeoutIsAFailureThatIsSaid() {
    Ran ran = Ran.withInput("1000\n", "run", "--timeout", "PT0.1S", "--", "sleep");
    assertEquals(123, ran.code());
    assertTrue(ran.err().contains("took longer than PT0.1S: sleep 1000"), ran.err());
  }

  @Test
  void aProgramThatIsNotThereEndsAll() {
    Ran ran = Ran.withInput("1\n".repeat(1000), "run", "-j", "1", "--", "no-such-program");
    assertEquals(127, ran.code());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("no-such-program"), ran.err());
  }

  @Test
  void linesStayWholeAndErrorsGoTheirWay() {
    String script =
        "for i in $(seq 200); do echo aaaaaaaaaaaaaaaaaaaa$1; echo e$1 >&2; done; printf end$1";
    String[] command = {"run", "-j", "4", "--", "sh", "-c", script, "sh"};
    Ran ran = Ran.withInput("1\n2\n3\n4\n", command);
    assertEquals(0, ran.code());
    assertTrue(ran.out().lines().allMatch(line -> line.matches("a{20}[1-4]|end[1-4]")), ran.out());
    assertEquals(804, ran.out().lines().count());
    assertEquals(800, ran.err().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-j 0 -- true",
        "-j x -- true",
        "--timeout 5 -- true",
        "--timeout PT0S -- true",
        "--limit :3 -- true",
        "--limit a:0 -- true",
        "--limit a:x -- true",
        "--limit a:1001 -- true",
        ""
      })
  void whatMakesNoSenseIsRefused(String words) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).toList());
    assertEquals(ExitCode.USAGE, Ran.withInput("x\n", all.toArray(String[]::new)).code());
  }

  @Test
  void progressIsShownOnATerminalOnly() {
    Ran live = Ran.live(new Style(false, false), "run", "--", "true");
    assertEquals(0, live.code());
    assertFalse(Ran.withInput("0.3\n", "run", "--", "sleep").err().contains("\u001b"));
  }

  @Test
  void aLimitIsSharedAndItsSizeIsOne(@TempDir Path home) throws Exception {
    Process first = jvm(home, "run", "--limit", "shared:2", "--", "sh", "-c", "echo $$; cat >&2");
    try (BufferedReader out = first.inputReader();
        OutputStream in = first.getOutputStream()) {
      in.write("x\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      assertTrue(Long.parseLong(out.readLine()) > 0);
      Process other = jvm(home, "run", "--limit", "shared:3", "--", "true");
      other.getOutputStream().close();
      String said = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(ExitCode.USAGE, other.waitFor(), said);
      assertTrue(said.contains("in use with 2"), said);
    }
    assertEquals(0, first.waitFor());
  }

  @Test
  void anInterruptEndsWhatRuns(@TempDir Path home) throws Exception {
    Process run = jvm(home, "run", "--", "sh", "-c", "sleep 1000 & echo $!; wait");
    try (BufferedReader out = run.inputReader()) {
      run.getOutputStream().write("x\n".getBytes(StandardCharsets.UTF_8));
      run.getOutputStream().flush();
      long pid = Long.parseLong(out.readLine());
      run.destroy();
      assertEquals(143, run.waitFor());
      assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  private static Process jvm(Path home, String... words) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + home, "-cp"));
    all.add(System.getProperty("java.class.path"));
    all.add(Main.class.getName());
    all.addAll(List.of(words));
    return new ProcessBuilder(all).start();
  }
}
