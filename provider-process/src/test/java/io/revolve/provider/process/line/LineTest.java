package io.revolve.provider.process.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.Contract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class LineTest {

  /** What is said while the loop looks at the line must not be left lying. */
  @Test
  @Timeout(30)
  void whatIsSaidAtOnceArrivesWhileTheLoopLooksAtTheLine() throws Exception {
    try (ServerSocketChannel door =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel other = SocketChannel.open(door.getLocalAddress());
        Loop loop = new Loop("loop", Duration.ofSeconds(100), () -> {})) {
      CompletableFuture<Line> opened = new CompletableFuture<>();
      loop.start();
      Line unused = loop.add(door.accept(), new Deaf(opened), "line", 1 << 20, null);
      Line line = opened.get();
      ByteBuffer one = ByteBuffer.allocate(1);
      Random random = new Random(1);
      for (int i = 0; i < 50_000; i++) {
        line.hold(false); // The loop looks once what is to be done, and then sleeps.
        for (int pause = random.nextInt(4000); pause > 0; pause--) {
          Thread.onSpinWait();
        }
        line.sendNow(new byte[] {(byte) i});
        one.clear();
        assertEquals(1, other.read(one));
        assertEquals((byte) i, one.get(0));
      }
    }
  }

  private record Deaf(CompletableFuture<Line> line) implements Ear {
    @Override
    public void opened(Line opened) {
      line.complete(opened);
    }

    @Override
    public void hear(ByteBuffer bytes) {}

    @Override
    public void closed(@Nullable String why) {}
  }

  @Test
  void placesAreRead() throws Exception {
    assertEquals(Place.of("127.0.0.1", 1337), Place.parse("127.0.0.1:1337"));
    assertEquals("[::1]:80", Place.parse("[::1]:80").toString());
    assertEquals("unix:/run/jobs.sock", Place.parse("unix:///run/jobs.sock").toString());
    assertTrue(Place.parse("[::1]:80").isHere());
    assertTrue(Place.parse("unix:a").isHere());
    assertTrue(Place.parse("localhost:1").isHere());
    assertFalse(Place.parse("*:1").isHere());
    assertFalse(Place.parse("0.0.0.0:1").isHere());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "host", "host:", "host:x", "host:65536", "::1:80", "unix:"})
  void otherPlacesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Place.parse(text));
  }
}
