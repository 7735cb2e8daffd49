package io.revolve.provider.redis;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/**
 * Messages in Redis: a stream for each address, whose entries are frames of letters. An entry's id
 * is the number of its last letter, and a position is the number of the last letter that was read.
 */
final class RedisMessages implements MessageLink {

  /** So many letters that were read are kept, for a reader that comes later. */
  private static final int READ_KEPT = 1000;

  /** How often the server is told how far an address was read, in letters, at most. */
  private static final int MARKED = 256;

  /**
   * How many letters a frame has at least, as a rule: how many frames are asked for depends on it.
   */
  private static final int FEW = 16;

  private static final int AT_ONCE_BYTES = 4 << 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 5;
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Engine engine;
  private final RedisSettings settings;
  private final RedisSettings.Log log;

  /** A small log must know soon that it was read, or its writers wait in vain. */
  private final int step;

  /** Up to where the server was told that an address was read. */
  private final ConcurrentMap<String, Long> marked = new ConcurrentHashMap<>();

  /** When it was last looked whether the log is still the one that was read. */
  private final ConcurrentMap<String, Long> looked = new ConcurrentHashMap<>();

  RedisMessages(Engine engine, RedisSettings settings) {
    this.engine = engine;
    this.settings = settings;
    log = settings.log();
    step = Math.max(1, Math.min(MARKED, log.unread() / 4));
  }

  @Override
  public void append(List<Letter> letters) {
    List<Piece> pieces = Piece.cut(letters);
    long end = System.nanoTime() + log.patience().toNanos();
    boolean force = false;
    int at = 0;
    while (at < pieces.size()) {
      int written = append(pieces.subList(at, pieces.size()), force);
      at += written;
      if (at < pieces.size() && written == 0) {
        force = System.nanoTime() - end > 0 || !pause();
      }
    }
  }

  private int append(List<Piece> pieces, boolean force) {
    List<byte[]> arguments = new ArrayList<>(4 + 3 * pieces.size());
    addRules(force, arguments);
    int bytes = 0;
    for (Piece piece : pieces) {
      if (bytes > 0 && bytes + piece.frame().length > AT_ONCE_BYTES) {
        break;
      }
      bytes += piece.frame().length;
      piece.addTo(arguments);
    }
    return (int) engine.number(Script.APPEND, arguments);
  }

  /** Says to a script how much logs keep, and whether it makes room. */
  void addRules(boolean force, List<byte[]> arguments) {
    arguments.add(Fields.bytes(log.unread()));
    arguments.add(Fields.bytes(READ_KEPT));
    arguments.add(Fields.bytes(log.lifetime().toMillis()));
    arguments.add(Fields.bytes(force ? 1 : 0));
  }

  /** Whether the logs are where a job link of some settings has its jobs. */
  boolean isAt(RedisSettings other) {
    return settings.mode() == other.mode()
        && settings.servers().equals(other.servers())
        && settings.master().equals(other.master())
        && settings.database() == other.database()
        && settings.namespace().equals(other.namespace());
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    int round = engine.wakes();
    long position = after.equals(Mail.START) ? 0 : number(after);
    mark(address, position);
    long end = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 4);
    byte[] key = engine.key("log:" + Fields.encode(address));
    while (true) {
      Duration slice = Duration.ofNanos(Math.min(end - System.nanoTime(), LONGEST_WAIT.toNanos()));
      Object reply =
          slice.toMillis() < 1
              ? engine.call(xread(key, position, max, null))
              : engine.await(xread(key, position, max, slice), slice, round);
      Mail mail = mail(address, reply, after, position, max);
      if (mail.parcels().isEmpty() && isAhead(address, position)) {
        position = 0; // The server lost the log, and its numbers have begun below ours.
        continue;
      }
      if (!mail.parcels().isEmpty() || System.nanoTime() - end >= 0 || engine.wakes() != round) {
        return mail;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static CommandArguments xread(
      byte[] key, long position, int max, @Nullable Duration wait) {
    CommandArguments arguments =
        new CommandArguments(Protocol.Command.XREAD).add("COUNT").add(1 + max / FEW);
    if (wait != null) {
      arguments.add("BLOCK").add(wait.toMillis());
    }
    return arguments.add("STREAMS").key(key).add(position + "-1");
  }

  /** Whether the log's last number is below a position: it is another log than the one read. */
  private boolean isAhead(String address, long position) {
    long now = System.nanoTime();
    Long before = looked.get(address);
    if (position == 0 || (before != null && now - before < LOOK_AGAIN_NANOS)) {
      return false;
    }
    looked.put(address, now);
    Object last =
        engine.command(
            Protocol.Command.HGET, engine.key("mail:" + Fields.encode(address)), Fields.bytes("n"));
    return last != null && Long.parseLong(Fields.text(last)) < position;
  }

  private Mail mail(String address, @Nullable Object reply, String after, long position, int max) {
    if (!(reply instanceof List<?> streams) || streams.isEmpty()) {
      return Mail.none(after);
    }
    List<?> stream = (List<?>) streams.get(0);
    return entries(address, (List<?>) stream.get(1), after, position, max);
  }

  private Mail entries(String address, List<?> entries, String after, long position, int max) {
    List<Parcel> parcels = new ArrayList<>();
    long lost = 0;
    long at = position;
    for (Object each : entries) {
      List<?> entry = (List<?>) each;
      String id = Fields.text(entry.get(0));
      long last = Long.parseLong(id.substring(0, id.indexOf('-')));
      List<Parcel> letters = Frame.read((byte[]) ((List<?>) entry.get(1)).get(1));
      long first = last - letters.size() + 1;
      lost += first - at > 1 ? lost(address, at, first) : 0;
      for (int i = (int) Math.max(0, at + 1 - first); i < letters.size(); i++) {
        if (parcels.size() == max) {
          return new Mail(parcels, Long.toString(at), lost);
        }
        parcels.add(letters.get(i));
        at = first + i;
      }
    }
    return parcels.isEmpty() ? Mail.none(after) : new Mail(parcels, Long.toString(at), lost);
  }

  /**
   * How many letters that nobody had read are missing before one. The log may be another than the
   * one of the position: then what the old one held is not known, what is missing of the new is.
   */
  private long lost(String address, long position, long first) {
    Object reply =
        engine.command(
            Protocol.Command.HMGET,
            engine.key("mail:" + Fields.encode(address)),
            Fields.bytes("b"),
            Fields.bytes("r"));
    long known = position;
    if (reply instanceof List<?> fields && fields.get(0) != null) {
      known = Math.max(known, number(Fields.text(fields.get(0))));
      // Who reads from the start does not miss what was read before and let go.
      if (position == 0 && fields.get(1) != null) {
        known = Math.max(known, number(Fields.text(fields.get(1))));
      }
    }
    return known == 0 ? 0 : Math.max(0, first - known - 1);
  }

  private void mark(String address, long position) {
    long before = marked.getOrDefault(address, 0L);
    if (position - before >= step) {
      long unused =
          engine.number(
              Script.MARK, List.of(Fields.bytes(Fields.encode(address)), Fields.bytes(position)));
      marked.put(address, position);
    }
  }

  @Override
  public void forget(String address) {
    marked.remove(address);
    looked.remove(address);
    String name = Fields.encode(address);
    Object unused =
        engine.command(Protocol.Command.DEL, engine.key("log:" + name), engine.key("mail:" + name));
  }

  @Override
  public void wake() {
    engine.wake();
  }

  @Override
  public void ping() {
    Object unused = engine.command(Protocol.Command.EXISTS, engine.key("seq"));
  }

  @Override
  public void close() {
    engine.close();
  }

  private static long number(String position) {
    try {
      return Long.parseLong(position);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + position + "\" is no position of a log; pass on what the last read gave", e);
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
