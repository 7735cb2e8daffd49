package io.revolve.provider.process.dispatch;

import io.revolve.testkit.Until;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Runs a script, says which processes there are, and waits to be killed. */
final class KilledMain {

  private KilledMain() {}

  public static void main(String[] words) throws InterruptedException {
    ProcessDispatcher dispatcher = ProcessDispatcher.open(1);
    List<String> lines = new CopyOnWriteArrayList<>();
    Command command =
        Command.of("sh", "-c", words[0]).withOutput(Output.lines(line -> lines.add(line.text())));
    Execution execution = dispatcher.submit(command);
    Until.holds("the tree is there", () -> lines.size() == 4);
    Until.holds("it and its warden", () -> ProcessHandle.current().children().count() == 2);
    execution.pid().ifPresent(System.out::println);
    lines.forEach(System.out::println);
    ProcessHandle.current()
        .children()
        .filter(child -> child.pid() != execution.pid().orElse(-1))
        .forEach(warden -> System.out.println(warden.pid()));
    System.out.println("all");
    new CountDownLatch(1).await();
  }
}
