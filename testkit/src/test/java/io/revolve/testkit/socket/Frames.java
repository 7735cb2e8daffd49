package io.revolve.testkit.socket;

import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each record travels: a writer and a reader, side by side. */
final class Frames {

  /** Writes a value. */
  interface Writer<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  /** Reads a value. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private Frames() {}

  static <T> void list(DataOutputStream out, Collection<? extends T> list, Writer<T> writer)
      throws IOException {
    out.writeInt(list.size());
    for (T each : list) {
      writer.write(out, each);
    }
  }

  static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(reader.read(in));
    }
    return list;
  }

  static <T> void maybe(DataOutputStream out, @Nullable T value, Writer<T> writer)
      throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      writer.write(out, value);
    }
  }

  static <T> @Nullable T maybe(DataInputStream in, Reader<T> reader) throws IOException {
    return in.readBoolean() ? reader.read(in) : null;
  }

  static void name(DataOutputStream out, Enum<?> value) throws IOException {
    out.writeUTF(value.name());
  }

  static void text(DataOutputStream out, String text) throws IOException {
    out.writeUTF(text);
  }

  static String text(DataInputStream in) throws IOException {
    return in.readUTF();
  }

  static void duration(DataOutputStream out, Duration duration) throws IOException {
    out.writeLong(duration.toMillis());
  }

  static Duration duration(DataInputStream in) throws IOException {
    return Duration.ofMillis(in.readLong());
  }

  static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.toEpochMilli());
  }

  static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }

  static void parcel(DataOutputStream out, Parcel parcel) throws IOException {
    byte[] bytes = parcel.toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Parcel parcel(DataInputStream in) throws IOException {
    return Parcel.ofBytes(in.readNBytes(in.readInt()));
  }

  static void order(DataOutputStream out, Order order) throws IOException {
    text(out, order.id());
    text(out, order.name());
    text(out, order.queue());
    text(out, order.priority().name());
    duration(out, order.delay());
    maybe(out, order.unique(), Frames::text);
    duration(out, order.retention());
    parcel(out, order.parcel());
  }

  static Order order(DataInputStream in) throws IOException {
    return new Order(
        text(in),
        text(in),
        text(in),
        Priority.valueOf(text(in)),
        duration(in),
        maybe(in, Frames::text),
        duration(in),
        parcel(in));
  }

  static void submission(DataOutputStream out, Submission submission) throws IOException {
    out.writeBoolean(submission.accepted());
    text(out, submission.id());
  }

  static Submission submission(DataInputStream in) throws IOException {
    return new Submission(in.readBoolean(), text(in));
  }

  static void request(DataOutputStream out, LeaseRequest request) throws IOException {
    text(out, request.worker());
    out.writeInt(request.queues().size());
    for (Map.Entry<String, Integer> queue : request.queues().entrySet()) {
      text(out, queue.getKey());
      out.writeInt(queue.getValue());
    }
    maybe(out, request.names(), (to, names) -> list(to, names, Frames::text));
    duration(out, request.lease());
  }

  static LeaseRequest request(DataInputStream in) throws IOException {
    String worker = text(in);
    Map<String, Integer> queues = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      queues.put(text(in), in.readInt());
    }
    List<String> names = maybe(in, from -> list(from, Frames::text));
    return new LeaseRequest(
        worker, queues, names == null ? null : new HashSet<>(names), duration(in));
  }

  static void lease(DataOutputStream out, Lease lease) throws IOException {
    text(out, lease.id());
    text(out, lease.name());
    text(out, lease.queue());
    out.writeInt(lease.delivery());
    out.writeBoolean(lease.cancelled());
    parcel(out, lease.parcel());
  }

  static Lease lease(DataInputStream in) throws IOException {
    return new Lease(
        text(in), text(in), text(in), in.readInt(), in.readBoolean(), parcel(in), null);
  }

  static void settlement(DataOutputStream out, Settlement settlement) throws IOException {
    lease(out, settlement.lease());
    if (settlement instanceof Settlement.Finish finish) {
      out.writeByte('F');
      text(out, finish.state().name());
      parcel(out, finish.outcome());
      duration(out, finish.retention());
    } else if (settlement instanceof Settlement.Bury bury) {
      out.writeByte('B');
      parcel(out, bury.outcome());
    } else if (settlement instanceof Settlement.Release release) {
      out.writeByte('R');
      duration(out, release.delay());
      out.writeBoolean(release.retry());
      parcel(out, release.parcel());
    }
  }

  static Settlement settlement(DataInputStream in) throws IOException {
    Lease lease = lease(in);
    return switch (in.readByte()) {
      case 'F' ->
          new Settlement.Finish(lease, TaskState.valueOf(text(in)), parcel(in), duration(in));
      case 'B' -> new Settlement.Bury(lease, parcel(in));
      default -> new Settlement.Release(lease, duration(in), in.readBoolean(), parcel(in));
    };
  }

  static void job(DataOutputStream out, Job job) throws IOException {
    text(out, job.id());
    text(out, job.name());
    text(out, job.queue());
    text(out, job.state().name());
    out.writeInt(job.deliveries());
    maybe(out, job.worker(), Frames::text);
    instant(out, job.queuedAt());
    maybe(out, job.endedAt(), Frames::instant);
    parcel(out, job.parcel());
    maybe(out, job.outcome(), Frames::parcel);
  }

  static Job job(DataInputStream in) throws IOException {
    return new Job(
        text(in),
        text(in),
        text(in),
        TaskState.valueOf(text(in)),
        in.readInt(),
        maybe(in, Frames::text),
        instant(in),
        maybe(in, Frames::instant),
        parcel(in),
        maybe(in, Frames::parcel));
  }

  static void queue(DataOutputStream out, QueueStatus queue) throws IOException {
    text(out, queue.name());
    out.writeLong(queue.waiting());
    out.writeLong(queue.delayed());
    out.writeLong(queue.running());
    out.writeLong(queue.dead());
    out.writeBoolean(queue.paused());
  }

  static QueueStatus queue(DataInputStream in) throws IOException {
    return new QueueStatus(
        text(in), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
  }

  static void letter(DataOutputStream out, Letter letter) throws IOException {
    text(out, letter.address());
    maybe(out, letter.coalesce(), Frames::text);
    parcel(out, letter.parcel());
  }

  static Letter letter(DataInputStream in) throws IOException {
    return new Letter(text(in), maybe(in, Frames::text), parcel(in));
  }

  static void mail(DataOutputStream out, Mail mail) throws IOException {
    list(out, mail.parcels(), Frames::parcel);
    text(out, mail.position());
    out.writeLong(mail.lost());
  }

  static Mail mail(DataInputStream in) throws IOException {
    return new Mail(list(in, Frames::parcel), text(in), in.readLong());
  }
}
