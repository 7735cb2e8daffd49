package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.revolve.api.WorkerInfo;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.core.wire.WireMessage;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.Body;
import io.revolve.spi.Lease;
import io.revolve.spi.Parcel;
import io.revolve.spi.Plain;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of jobs and messages, and workers' notes, as JSON, version 1; docs/wire.md says what
 * each field means. Thread safe.
 */
public final class WireFormat {

  private final Codec codec;
  private final PlainValues values;
  private final PlainWords words;
  private final JsonFactory json = JsonFactory.builder().recyclerPool(ThreadBuffers.POOL).build();

  /** A format whose messages read their payloads with a codec. */
  public WireFormat(Codec codec) {
    this.codec = codec;
    values = new PlainValues(codec.mapper());
    words = new PlainWords(this, codec);
  }

  /** What reads the payloads. */
  public Codec codec() {
    return codec;
  }

  /** A job's header as JSON. */
  public byte[] write(JobHeader job) {
    return JobHeaderWriter.write(job, values).bytes();
  }

  /** A job's header as JSON, a line feed, and its body. */
  public byte[] write(JobHeader job, byte[] body) {
    return JobHeaderWriter.write(job, values).bytes(body);
  }

  /** A message's header as JSON. */
  public byte[] write(MessageHeader message) {
    return MessageHeaderWriter.write(message, values).bytes();
  }

  /** A message's header as JSON, a line feed, and its body. */
  public byte[] write(MessageHeader message, byte[] body) {
    return MessageHeaderWriter.write(message, values).bytes(body);
  }

  /**
   * The job in a parcel.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public JobParcel job(Parcel parcel) {
    if (parcel instanceof JobParcel job) {
      return job;
    }
    JobHeader header = read(parcel, "job", JobHeaderReader::read);
    return new JobParcel(header, parcel.body(), null, this);
  }

  /**
   * The job that a worker got; of one without a header, what the link says of it.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public JobParcel job(Lease lease) {
    if (lease.parcel() instanceof Plain.Work) {
      // What it says goes back with it, so it needs no address; without one it would say nothing.
      JobHeader header =
          new JobHeader(
              lease.id(),
              lease.name(),
              lease.queue(),
              Body.PLAIN,
              lease.id(),
              JobHeader.History.NONE,
              Instant.now(),
              TaskOptions.DEFAULT,
              Map.of());
      return new JobParcel(header, lease.parcel().body(), null, this);
    }
    return job(lease.parcel());
  }

  /** A job for a program that knows nothing of Revolve. */
  public Plain plain(JobHeader job, byte[] body) {
    return new Plain.Work(words.bytes(new Body(job.type(), body)));
  }

  /** A message for a program that knows nothing of Revolve; null if it hears nothing of it. */
  public @Nullable Plain plain(MessageHeader message, byte[] body) {
    return words.word(message, new Body(message.type(), body));
  }

  /**
   * The message in a parcel.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public WireMessage message(Parcel parcel) {
    if (parcel instanceof WireMessage message) {
      return message;
    }
    if (parcel instanceof Plain.Word word) {
      return words.message(word);
    }
    MessageHeader header = read(parcel, "message", MessageHeaderReader::read);
    return new WireMessage(header, parcel.body(), this);
  }

  /** A worker's note as JSON. */
  public byte[] write(WorkerInfo worker) {
    return NoteFields.write(codec.mapper(), worker);
  }

  /**
   * The worker's note in a parcel.
   *
   * @throws UndecodableException if it is none of ours
   */
  public WorkerNote note(Parcel parcel) {
    return parcel instanceof WorkerNote note
        ? note
        : new WorkerNote(NoteFields.read(codec.mapper(), parcel.header()), this);
  }

  private <T> T read(Parcel parcel, String kind, Reading<T> reading) {
    try (JsonParser parser = json.createParser(parcel.header())) {
      return reading.read(new HeaderReader(parser, kind));
    } catch (JsonProcessingException e) {
      throw new UndecodableException("the header is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) { // Bytes that look like another encoding, and are not.
      throw new UndecodableException("the header is no JSON: " + e.getMessage());
    }
  }

  private interface Reading<T> {
    T read(HeaderReader in) throws IOException;
  }
}
