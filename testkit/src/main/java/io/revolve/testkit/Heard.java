package io.revolve.testkit;

import io.revolve.api.Events;
import io.revolve.api.Message;
import io.revolve.api.Task;
import java.util.ArrayList;
import java.util.List;

/** All that the listeners of one task heard, in order. Thread safe. */
public final class Heard {

  private final List<Message> messages = new ArrayList<>();

  /** Listens to a task: to the reserved events, and to some of the user's. */
  public static Heard of(Task task, String... events) {
    Heard heard = new Heard();
    Events.RESERVED.forEach(event -> task.addListener(event, heard::add));
    for (String event : events) {
      task.addListener(event, heard::add);
    }
    return heard;
  }

  private synchronized void add(Message message) {
    messages.add(message);
  }

  /** The messages so far. */
  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The names of the events so far. */
  public List<String> events() {
    return messages().stream().map(Message::event).toList();
  }

  /** The messages of one event so far. */
  public List<Message> messages(String event) {
    return messages().stream().filter(each -> each.event().equals(event)).toList();
  }

  /** The texts of one event so far. */
  public List<String> texts(String event) {
    return messages(event).stream().map(Message::toString).toList();
  }

  /** The terminal events so far: one, in the end. */
  public List<String> endings() {
    return events().stream().filter(Events::isTerminal).toList();
  }

  /** Whether a terminal event was heard. */
  public boolean hasEnded() {
    return !endings().isEmpty();
  }
}
