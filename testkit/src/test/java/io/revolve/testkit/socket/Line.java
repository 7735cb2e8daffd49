package io.revolve.testkit.socket;

import io.revolve.api.EngineException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection to the engine, made when it is needed, over which many calls go at once. */
final class Line implements AutoCloseable {

  private final int port;
  private final String namespace;
  private final Duration timeout;
  private final AtomicLong numbers = new AtomicLong();
  private final Object lock = new Object();
  private @Nullable Connection connection;
  private boolean closed;

  Line(int port, String namespace, Duration timeout) {
    this.port = port;
    this.namespace = namespace;
    this.timeout = timeout;
  }

  /** What a call sends. */
  interface Sending {
    void to(DataOutputStream out) throws IOException;
  }

  /** Asks, and waits for the answer whatever happens to the thread. */
  <T> T call(Op op, Sending sending, Frames.Reader<T> answer) {
    CompletableFuture<byte[]> reply = send(op, sending);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return read(reply, Duration.ZERO, answer);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asks for what may take a while to come. An interrupt wakes the engine, so nothing is lost. */
  <T> T waiting(Op op, Duration wait, Sending sending, Frames.Reader<T> answer)
      throws InterruptedException {
    CompletableFuture<byte[]> reply = send(op, sending);
    try {
      return read(reply, wait, answer);
    } catch (InterruptedException stopped) {
      call(Op.WAKE, out -> {}, in -> true);
      T last = read(reply, wait, answer);
      Thread.currentThread().interrupt();
      return last;
    }
  }

  private <T> T read(CompletableFuture<byte[]> reply, Duration wait, Frames.Reader<T> answer)
      throws InterruptedException {
    try {
      byte[] bytes = reply.get(timeout.plus(wait).toMillis(), TimeUnit.MILLISECONDS);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      return answer.read(in);
    } catch (ExecutionException failure) {
      throw new EngineException(
          "the engine at port " + port + ": " + failure.getCause(), failure.getCause());
    } catch (TimeoutException late) {
      throw new EngineException("the engine at port " + port + " did not answer in time", late);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private CompletableFuture<byte[]> send(Op op, Sending sending) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      long number = numbers.incrementAndGet();
      out.writeLong(number);
      Frames.name(out, op);
      sending.to(out);
      return connection().send(number, bytes.toByteArray());
    } catch (IOException failure) {
      throw new EngineException("no engine at port " + port + ": " + failure, failure);
    }
  }

  private Connection connection() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new EngineException("the link is closed");
      }
      if (connection == null || connection.isBroken()) {
        connection = new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0);
        Frames.name(out, Op.HELLO);
        out.writeUTF(namespace);
        if (connection.send(0, bytes.toByteArray()).isCompletedExceptionally()) {
          throw new IOException("the engine hung up");
        }
      }
      return connection;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (connection != null) {
        connection.breakOff(new IOException("the link was closed"));
      }
    }
  }

  /** One socket, and the calls that wait for their answers on it. */
  private static final class Connection {
    private final Socket socket;
    private final DataOutputStream out;
    private final Map<Long, CompletableFuture<byte[]>> pending = new ConcurrentHashMap<>();
    private volatile boolean broken;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      Thread reader = new Thread(() -> receive(in), "socket-link");
      reader.setDaemon(true);
      reader.start();
    }

    boolean isBroken() {
      return broken;
    }

    CompletableFuture<byte[]> send(long number, byte[] bytes) {
      CompletableFuture<byte[]> reply = new CompletableFuture<>();
      pending.put(number, reply);
      try {
        synchronized (out) {
          Engine.frame(out, bytes);
        }
      } catch (IOException failure) {
        breakOff(failure);
      }
      if (broken) {
        reply.completeExceptionally(new IOException("the connection broke"));
      }
      return reply;
    }

    private void receive(DataInputStream in) {
      try {
        while (true) {
          byte[] bytes = in.readNBytes(in.readInt());
          DataInputStream frame = new DataInputStream(new ByteArrayInputStream(bytes));
          CompletableFuture<byte[]> reply = pending.remove(frame.readLong());
          boolean good = frame.readBoolean();
          byte[] rest = frame.readAllBytes();
          if (reply != null && good) {
            reply.complete(rest);
          } else if (reply != null) {
            reply.completeExceptionally(
                new IOException(new DataInputStream(new ByteArrayInputStream(rest)).readUTF()));
          }
        }
      } catch (IOException failure) {
        breakOff(failure);
      }
    }

    void breakOff(IOException why) {
      broken = true;
      try {
        socket.close();
      } catch (IOException ignored) {
        why.addSuppressed(ignored);
      }
      pending.values().forEach(reply -> reply.completeExceptionally(why));
      pending.clear();
    }
  }
}
