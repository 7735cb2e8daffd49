package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Client;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.spi.Config.Address;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.ClientMain;
import io.revolve.testkit.Room;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Letters for which nobody comes do not stay for ever, and those of a slow reader do. */
@Tag("once")
class SweeperTest {
  private static final Duration KEEP = Duration.ofMillis(800);

  @SuppressWarnings("NullAway.Init")
  private GearmanServer server;

  @SuppressWarnings("NullAway.Init")
  private Admin admin;

  @BeforeEach
  void start() {
    server = GearmanServer.running();
    admin = new Admin(ServerProcess.HOST, server.port(), Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  private MessageLink link() {
    Address address = new Address(ServerProcess.HOST, server.port());
    return new GearmanMessages(Rooms.settings(KEEP, address));
  }

  private static Letter letter(String address, int number) {
    return new Letter(address, null, Parcel.of(new byte[] {'{', '}'}, new byte[] {(byte) number}));
  }

  private long waiting(String function) {
    return admin.status().stream()
        .filter(each -> each.function().equals(function))
        .mapToLong(FunctionStatus::jobs)
        .sum();
  }

  @Test
  void lettersThatNobodyReadsAreDroppedAndThoseOfAReaderAreNot() throws Exception {
    try (MessageLink writer = link();
        MessageLink reader = link()) {
      Duration moment = Duration.ofMillis(300); // In which it connects.
      assertEquals(Mail.none(Mail.START), reader.read("slow", Mail.START, 10, moment));
      for (int i = 0; i < 3; i++) {
        writer.append(List.of(letter("slow", i)));
        writer.append(List.of(letter("gone", i)));
      }
      assertEquals(3, waiting("any@gone"));
      Until.holds("the letters to nobody are dropped", () -> waiting("any@gone") == 0);
      assertEquals(3, waiting("any@slow"));

      writer.append(List.of(letter("gone", 9)));
      Mail late = reader.read("gone", Mail.START, 10, Duration.ofSeconds(5));
      assertEquals(1, late.parcels().size(), "whoever comes later hears what comes then");
      Mail slow = reader.read("slow", Mail.START, 10, Duration.ofSeconds(5));
      int read = slow.parcels().size();
      while (read < 3) {
        slow = reader.read("slow", slow.position(), 10, Duration.ofSeconds(5));
        read += slow.parcels().size();
      }
    }
  }

  @Test
  void lettersToAClientThatWasKilledAreDropped() {
    try (Room room =
        new Room(
            namespace -> {
              Map<String, Object> section = Rooms.section(namespace, "background", server.port());
              section.put("keep", "PT1S");
              return Map.of("provider", "gearman", "gearman", section);
            })) {
      try (ChildJvm client = new ChildJvm(ClientMain.class, room.config()).await()) {
        Until.holds("it has handed something over", () -> client.lines().size() > 20);
      }
      room.worker().handle("count", task -> task.payload(Integer.class)).start();
      Until.holds("its letters lie there", () -> mail().stream().anyMatch(SweeperTest::isLeft));
      Client other = room.client();
      assertEquals(
          List.of("completed"), Rooms.run(other, room.task("count", "payload", 1)).endings());
      Until.holds("and are dropped", () -> mail().stream().noneMatch(SweeperTest::isLeft));
      assertEquals(
          List.of("completed"), Rooms.run(other, room.task("count", "payload", 2)).endings());
    }
  }

  private List<FunctionStatus> mail() {
    return admin.status().stream().filter(each -> each.function().contains("@")).toList();
  }

  private static boolean isLeft(FunctionStatus mailbox) {
    return mailbox.jobs() > 0 && mailbox.workers() == 0;
  }
}
