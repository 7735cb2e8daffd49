package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.PayloadException;
import io.revolve.api.Task;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads, events and results of awkward and of large sizes, byte for byte there and back. */
@ResourceLock(Contract.SHARED) // Takes half a gigabyte.
class GearmanSizesTest {
  private static final int LARGEST = 64 << 20;

  @SuppressWarnings("NullAway.Init")
  private GearmanServer server;

  @BeforeEach
  void start() {
    server = GearmanServer.running();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "foreground"})
  void bytesComeBackAsTheyWere(String mode) {
    try (Room room = room(mode)) {
      Client client = room.client();
      for (int size : new int[] {0, 1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20, LARGEST}) {
        byte[] sent = new byte[size];
        new Random(size).nextBytes(sent);
        Task task = room.task("echo", "payload", sent);
        Heard heard = Rooms.run(client, task, "said");
        assertEquals(List.of("completed"), heard.endings(), size + " bytes");
        assertArrayEquals(sent, heard.messages("said").get(0).bytes(), size + " bytes");
        assertArrayEquals(sent, task.result(byte[].class), size + " bytes");
      }
    }
  }

  @Test
  void whatIsLargerIsRefusedByName() {
    try (Room room = room("background")) {
      Client client = room.client();
      Task task = room.task("echo", "payload", new byte[LARGEST + 1]);
      PayloadException error = assertThrows(PayloadException.class, () -> client.handle(task));
      String said = String.valueOf(error.getMessage());
      assertTrue(said.contains("\"gearman\" carries 67,108,864 at most"), said);

      room.worker().handle("grow", each -> new byte[LARGEST + 1]).start();
      Heard heard = Rooms.run(client, room.task("grow"));
      assertEquals(List.of("failed"), heard.endings());
      assertTrue(heard.texts("failed").get(0).contains("67,108,864 at most"));
    }
  }

  private Room room(String mode) {
    Room room =
        new Room(
            namespace -> {
              Map<String, Object> section = Rooms.section(namespace, mode, server.port());
              section.remove("timeout"); // What is large takes longer.
              return Map.of("provider", "gearman", "gearman", section);
            });
    room.worker()
        .handle(
            "echo",
            task -> {
              byte[] payload = task.payload(byte[].class);
              task.write("said", payload);
              return payload;
            })
        .start();
    return room;
  }
}
