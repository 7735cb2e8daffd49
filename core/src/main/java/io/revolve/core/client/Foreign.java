package io.revolve.core.client;

import io.revolve.api.EngineException;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.core.messenger.MessengerLog;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tasks whose messages come to another client's inbox: it is read beside that client. Thread safe.
 */
final class Foreign {

  private static final System.Logger LOGGER = System.getLogger(Foreign.class.getName());

  private final LinkMessenger own;
  private final List<Reader> readers = new CopyOnWriteArrayList<>();

  Foreign(LinkMessenger own) {
    this.own = own;
  }

  /** Reads what is kept of a task, and goes on reading at each round. */
  void follow(String inbox, TaskHandle task) {
    Reader reader = new Reader(own.log(inbox), task);
    reader.read();
    if (!task.hasEnded()) {
      readers.add(reader);
    }
  }

  /** Reads what is kept of a task, once. */
  void replay(String inbox, TaskHandle task) {
    new Reader(own.log(inbox), task).read();
  }

  void round() {
    readers.forEach(Reader::read);
    readers.removeIf(reader -> reader.task.hasEnded());
  }

  private record Reader(MessengerLog log, TaskHandle task) {

    /** All that is there of this task. */
    void read() {
      try {
        List<WireMessage> messages = log.read(Duration.ZERO);
        while (!messages.isEmpty()) {
          for (WireMessage message : messages) {
            if (message.about().task().equals(task.id())) {
              task.receive(message, null);
            }
          }
          messages = log.read(Duration.ZERO);
        }
      } catch (EngineException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot read about task " + task.id(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
