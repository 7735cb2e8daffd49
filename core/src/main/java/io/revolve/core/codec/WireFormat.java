package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.revolve.api.WorkerInfo;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.Parcel;
import java.io.IOException;

/**
 * The headers of jobs and messages, and workers' notes, as JSON, version 1; docs/wire.md says what
 * each field means. Thread safe.
 */
public final class WireFormat {

  private final Codec codec;
  private final PlainValues values;
  private final JsonFactory json = JsonFactory.builder().recyclerPool(ThreadBuffers.POOL).build();

  /** A format whose messages read their payloads with a codec. */
  public WireFormat(Codec codec) {
    this.codec = codec;
    values = new PlainValues(codec.mapper());
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
   * The message in a parcel.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public WireMessage message(Parcel parcel) {
    if (parcel instanceof WireMessage message) {
      return message;
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
