package io.revolve.testkit.socket;

import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's end of one connection. */
final class Session {

  private final Socket socket;
  private final Function<String, Engine.Space> spaces;
  private final Consumer<Session> end;
  private final Waiter waiter = new Waiter();
  private final ExecutorService waiting =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "socket-engine-wait");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Engine.@Nullable Space space;

  Session(Socket socket, Function<String, Engine.Space> spaces, Consumer<Session> end) {
    this.socket = socket;
    this.spaces = spaces;
    this.end = end;
  }

  void start() {
    Thread reader = new Thread(this::serve, "socket-engine-session");
    reader.setDaemon(true);
    reader.start();
  }

  private void serve() {
    try (Socket open = socket) {
      open.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(open.getInputStream()));
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(open.getOutputStream()));
      while (true) {
        byte[] bytes = in.readNBytes(in.readInt());
        DataInputStream frame = new DataInputStream(new ByteArrayInputStream(bytes));
        long number = frame.readLong();
        Op op = Op.valueOf(frame.readUTF());
        if (op.waits()) {
          waiting.execute(() -> answer(number, op, frame, out));
        } else {
          answer(number, op, frame, out);
        }
      }
    } catch (IOException | RuntimeException gone) {
      close();
    }
  }

  void close() {
    waiter.close();
    Engine.Space here = space;
    if (here != null) {
      here.jobs().wake();
      here.messages().wake();
    }
    waiting.shutdownNow();
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is closed, as far as this end can tell.
    }
    end.accept(this);
  }

  private void answer(long number, Op op, DataInputStream in, DataOutputStream out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream answer = new DataOutputStream(bytes);
    try {
      answer.writeLong(number);
      answer.writeBoolean(true);
      handle(op, in, answer);
      synchronized (out) {
        Engine.frame(out, bytes.toByteArray());
      }
    } catch (InterruptedException | IOException gone) {
      close();
    }
  }

  private void handle(Op op, DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    if (op == Op.HELLO) {
      space = spaces.apply(in.readUTF());
      return;
    }
    Engine.Space here = space;
    if (here == null) {
      throw new IOException("no hello");
    }
    if (op == Op.WAKE) {
      waiter.wake();
      here.jobs().wake();
      here.messages().wake();
    } else if (op == Op.ANNOUNCE) {
      here.notes().put(in.readUTF(), Frames.parcel(in), Frames.duration(in));
    } else if (op == Op.WORKERS) {
      Frames.list(out, here.notes().list(in.readInt()), Frames::parcel);
    } else if (op.isOfMessages()) {
      messages(op, here.messages(), in, out);
    } else {
      jobs(op, here.jobs(), in, out);
    }
  }

  private void messages(Op op, MessageStore messages, DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    switch (op) {
      case APPEND -> {
        List<Letter> letters = Frames.list(in, Frames::letter);
        messages.append(letters);
      }
      case READ -> {
        String address = in.readUTF();
        String after = in.readUTF();
        int max = in.readInt();
        Frames.mail(out, messages.read(address, after, max, Frames.duration(in), waiter));
      }
      case FORGET -> messages.forget(in.readUTF());
      default -> throw new IOException("not of messages: " + op);
    }
  }

  private void jobs(Op op, JobStore jobs, DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    switch (op) {
      case PING -> {}
      case SUBMIT ->
          Frames.list(out, jobs.submit(Frames.list(in, Frames::order)), Frames::submission);
      case LEASE -> {
        LeaseRequest request = Frames.request(in);
        int max = in.readInt();
        Frames.list(out, jobs.lease(request, max, Frames.duration(in), waiter), Frames::lease);
      }
      case SETTLE ->
          Frames.list(out, jobs.settle(Frames.list(in, Frames::settlement)), Frames::name);
      case EXTEND ->
          Frames.list(
              out, jobs.extend(Frames.list(in, Frames::lease), Frames.duration(in)), Frames::name);
      case CANCEL -> Frames.name(out, jobs.cancel(in.readUTF(), Frames.parcel(in)));
      case FIND -> {
        List<String> ids = Frames.list(in, Frames::text);
        Frames.list(out, ids, (to, id) -> Frames.maybe(to, jobs.find(id), Frames::job));
      }
      case LIST -> Frames.list(out, jobs.list(in.readInt(), false), Frames::job);
      case DEAD -> Frames.list(out, jobs.list(in.readInt(), true), Frames::job);
      case REPLAY -> out.writeBoolean(jobs.replay(in.readUTF(), Frames.parcel(in)));
      case DELETE -> out.writeBoolean(jobs.delete(in.readUTF()));
      case QUEUES -> Frames.list(out, jobs.queues(), Frames::queue);
      case PAUSE -> jobs.pause(in.readUTF(), in.readBoolean());
      case WAITING -> Frames.list(out, jobs.waiting(in.readUTF(), in.readInt()), Frames::text);
      default -> throw new IOException("not of jobs: " + op);
    }
  }
}
