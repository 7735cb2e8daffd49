package io.revolve.bench.process;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The pool that one would write in an hour: who calls borrows a process, writes, and reads until
 * the answer is there. It knows the length of the answer, and nothing can go wrong with it.
 */
final class PlainPool implements Calls {

  private interface Line {
    void write(byte[] frame) throws IOException;

    int read(byte[] into, int from) throws IOException;
  }

  private record Pipes(InputStream in, OutputStream out) implements Line {
    @Override
    public void write(byte[] frame) throws IOException {
      out.write(frame);
      out.flush();
    }

    @Override
    public int read(byte[] into, int from) throws IOException {
      return in.read(into, from, into.length - from);
    }
  }

  private record Socket(SocketChannel channel) implements Line {
    @Override
    public void write(byte[] frame) throws IOException {
      int unused = channel.write(ByteBuffer.wrap(frame));
    }

    @Override
    public int read(byte[] into, int from) throws IOException {
      return channel.read(ByteBuffer.wrap(into, from, into.length - from));
    }
  }

  private final List<Process> processes = new ArrayList<>();
  private final BlockingQueue<Line> free = new LinkedBlockingQueue<>();
  private final byte[] frame;

  PlainPool(List<String> command, RelayKind relay, int workers, Payload payload)
      throws IOException {
    Goridge goridge = new Goridge(1 << 20);
    frame = goridge.call(payload);
    Path folder = Files.createTempDirectory("revolve-bench-");
    try (ServerSocketChannel door = open(relay, folder)) {
      for (int i = 0; i < workers; i++) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("RR_RELAY", relay == RelayKind.PIPES ? "pipes" : address(door));
        Process process = builder.start();
        processes.add(process);
        Line line =
            relay == RelayKind.PIPES
                ? new Pipes(process.getInputStream(), process.getOutputStream())
                : new Socket(accept(door, relay));
        line.write(goridge.hello(ProcessHandle.current().pid()));
        if (line.read(new byte[1024], 0) < 0) {
          throw new IOException("a process ended at its beginning");
        }
        free.add(line);
      }
    } finally {
      Files.deleteIfExists(folder.resolve("relay.sock"));
      Files.delete(folder);
    }
  }

  private static ServerSocketChannel open(RelayKind relay, Path folder) throws IOException {
    if (relay == RelayKind.UNIX) {
      ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      return door.bind(UnixDomainSocketAddress.of(folder.resolve("relay.sock")));
    }
    ServerSocketChannel door = ServerSocketChannel.open();
    return door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static String address(ServerSocketChannel door) throws IOException {
    if (door.getLocalAddress() instanceof UnixDomainSocketAddress unix) {
      return "unix://" + unix.getPath();
    }
    InetSocketAddress tcp = (InetSocketAddress) door.getLocalAddress();
    return "tcp://" + tcp.getAddress().getHostAddress() + ":" + tcp.getPort();
  }

  private static SocketChannel accept(ServerSocketChannel door, RelayKind relay)
      throws IOException {
    SocketChannel channel = door.accept();
    if (relay == RelayKind.TCP) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return channel;
  }

  @Override
  public void call() throws Exception {
    Line line = free.take();
    line.write(frame);
    byte[] answer = new byte[frame.length];
    int count = 0;
    while (count < answer.length) {
      int more = line.read(answer, count);
      if (more < 0) {
        throw new IOException("a process has ended");
      }
      count += more;
    }
    free.add(line);
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
