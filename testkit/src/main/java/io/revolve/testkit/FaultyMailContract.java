package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Gap;
import io.revolve.api.Message;
import io.revolve.api.Task;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules R4.17 and R4.18: what an engine does to messages on the way is healed, or reported. */
public abstract class FaultyMailContract extends Contract {

  private Heard talk(UnaryOperator<List<Letter>> fault) {
    UnaryOperator<MessageLink> faulty =
        link ->
            new PassingMessages(link) {
              @Override
              public void append(List<Letter> letters) {
                super.append(fault.apply(letters));
              }
            };
    room.through(Links.messages(faulty))
        .worker()
        .handle(
            "talk",
            task -> {
              for (int i = 0; i < 100; i++) {
                task.write("said", i);
              }
              return null;
            })
        .start();
    Client client = room.client("reconcile", "PT1S");
    Task task = room.task("talk");
    Heard heard = run(client, task, "said");
    client.read();
    return heard;
  }

  private static List<String> numbers() {
    return IntStream.range(0, 100).mapToObj(Integer::toString).toList();
  }

  @Test
  void r4_17_doubledMessagesAreHeardOnce() {
    Heard heard =
        talk(
            letters -> {
              List<Letter> twice = new ArrayList<>(letters);
              twice.addAll(letters);
              return twice;
            });
    assertEquals(numbers(), heard.texts("said"));
    assertEquals(List.of("completed"), heard.endings());
    assertEquals(102, heard.events().size());
  }

  /** Of the 102 messages, six at a time arrive backwards, the last one of the task among them. */
  @Test
  void r4_17_reorderedMessagesAreHeardInOrder() {
    List<Letter> gathered = new ArrayList<>();
    Heard heard =
        talk(
            letters -> {
              List<Letter> passed = new ArrayList<>();
              for (Letter letter : letters) {
                gathered.add(letter);
                if (gathered.size() == 6) {
                  Collections.reverse(gathered);
                  passed.addAll(gathered);
                  gathered.clear();
                }
              }
              return passed;
            });
    assertEquals(numbers(), heard.texts("said"), () -> "heard " + heard.events());
    assertEquals(List.of("completed"), heard.endings());
    assertEquals(102, heard.events().size(), () -> "heard " + heard.events());
  }

  @Test
  void r4_18_lostMessagesAreReportedAsAGap() {
    int[] count = {0};
    Heard heard =
        talk(
            letters -> {
              List<Letter> kept = new ArrayList<>();
              for (Letter letter : letters) {
                int number = count[0]++;
                if (number < 20 || number >= 25) {
                  kept.add(letter);
                }
              }
              return kept;
            });
    assertEquals(List.of("completed"), heard.endings());
    List<Message> gaps = heard.messages("revolve:gap");
    long missing = gaps.stream().map(each -> each.as(Gap.class)).mapToLong(Gap::missing).sum();
    assertTrue(missing >= 1 && missing <= 5, "reported: " + gaps + ", " + missing);
    List<String> said = heard.texts("said");
    assertTrue(said.size() >= 95, "the others are heard: " + said.size());
  }
}
