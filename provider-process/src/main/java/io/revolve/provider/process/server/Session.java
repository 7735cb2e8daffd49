package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Ear;
import io.revolve.provider.process.line.Line;
import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpReader;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.provider.process.protocol.Bytes;
import io.revolve.provider.process.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client of the server. What it says is heard on the loop's thread alone. */
final class Session implements Ear, Desk.Customer {
  private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

  /** The procedure that says the secret. */
  static final String AUTH = "revolve.auth";

  /** The largest frame of who has not said the secret. */
  private static final int STRANGERS_FRAME = 4096;

  /** With so few calls under way, an answer is written by who has it, without another thread. */
  private static final int FEW = 3;

  private final JobServer server;
  private final JobServerSettings settings;
  private final Desk desk;
  private final Bytes bytes = Bytes.sparing();
  private final AmpReader reader;
  private final Map<Integer, Errand> errands = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final long since = System.nanoTime();
  private boolean isKnown;
  private volatile boolean isLeaving;

  /** When it had an answer last: it may take its time from then on, however long that took. */
  private volatile long answeredAt = since;

  private volatile @Nullable Line line;

  Session(JobServer server, JobServerSettings settings, Desk desk) {
    this.server = server;
    this.settings = settings;
    this.desk = desk;
    isKnown = settings.secret() == null;
    reader = new AmpReader(isKnown ? settings.bounds().frame() : STRANGERS_FRAME);
  }

  @Override
  public void opened(Line opened) {
    line = opened;
  }

  @Override
  public void hear(ByteBuffer more) throws ProtocolException {
    bytes.put(more);
    reader.read(bytes, this::take);
    bytes.spare();
  }

  private void take(AmpWord word) throws ProtocolException {
    if (isLeaving) {
      return; // It was told so, or said so.
    }
    if (word instanceof AmpWord.Request request) {
      take(request);
    } else if (word instanceof AmpWord.Cancel cancel) {
      Errand errand = errands.get(cancel.id());
      if (errand != null) {
        desk.cancel(errand, this);
      }
    } else if (word instanceof AmpWord.Ping ping) {
      say(AmpFrames.pong(ping.data()));
    } else if (word instanceof AmpWord.Close) {
      leave("it said that it leaves");
    } else if (word instanceof AmpWord.Result) {
      throw new ProtocolException("a client that answers a call");
    }
  }

  private void take(AmpWord.Request request) throws ProtocolException {
    if (request.procedure().equals(AUTH)) {
      greet(request);
    } else if (!isKnown) {
      say(AmpFrames.error(request.id(), "say the secret first, by a call of " + AUTH));
      leave("it called `" + request.procedure() + "` without the secret");
    } else if (errands.containsKey(request.id())) {
      throw new ProtocolException(
          "call " + Integer.toUnsignedString(request.id()) + " was made again before its answer");
    } else if (server.isDraining()) {
      say(AmpFrames.error(request.id(), Busy.because("the server is about to stop")));
    } else if (open.get() >= settings.bounds().calls()) {
      say(
          AmpFrames.error(
              request.id(), Busy.because("this connection has " + open + " calls already")));
    } else if (!settings.procedures().isEmpty()
        && !settings.procedures().contains(request.procedure())) {
      say(AmpFrames.error(request.id(), "`" + request.procedure() + "` may not be called here"));
    } else {
      Errand errand = new Errand(request);
      errands.put(request.id(), errand);
      open.incrementAndGet();
      desk.take(errand, this);
    }
  }

  private void greet(AmpWord.Request request) {
    Secret secret = settings.secret();
    if (secret == null || secret.is(request.workload())) {
      isKnown = true;
      reader.limit(settings.bounds().frame());
      say(AmpFrames.result(request.id(), AmpWord.Kind.LAST, new byte[0]));
    } else {
      say(AmpFrames.error(request.id(), "this is not the secret"));
      leave("it said another secret");
    }
  }

  @Override
  public void part(Errand errand, byte[] data) {
    if (settings.isSerialized()) {
      keep(errand, data);
    } else if (!errand.isOver()) {
      say(AmpFrames.result(errand.id(), AmpWord.Kind.PART, data));
    }
  }

  /** What is around an answer must find room, too. */
  private long mostSerialized() {
    JobServerSettings.Bounds bounds = settings.bounds();
    return Math.min(bounds.frame(), bounds.unread()) - PhpString.MOST_AROUND;
  }

  private boolean keep(Errand errand, byte[] data) {
    return errand.keep(data, mostSerialized());
  }

  @Override
  public void end(Errand errand, byte @Nullable [] answer, String why) {
    // Before it is said, as the number may be used again at once.
    errands.remove(errand.id());
    answeredAt = System.nanoTime();
    int left = open.decrementAndGet();
    byte[] frame = answer == null ? AmpFrames.error(errand.id(), why) : result(errand, answer);
    Line to = line;
    if (to == null) {
      return;
    }
    if (left < FEW) {
      to.sendNow(frame);
    } else {
      to.send(frame);
    }
    if (left == 0 && isLeaving) {
      bye("it has all its answers");
    }
  }

  private byte[] result(Errand errand, byte[] last) {
    byte[] answer = last;
    if (settings.isSerialized()) {
      if (!keep(errand, last)) {
        return AmpFrames.error(
            errand.id(), "its answer has more than " + mostSerialized() + " bytes");
      }
      answer = PhpString.of(errand.kept());
    }
    return AmpFrames.result(errand.id(), AmpWord.Kind.LAST, answer);
  }

  private void say(byte[] frame) {
    Line to = line;
    if (to != null) {
      to.send(frame);
    }
  }

  /** Takes no more calls, and ends when those that it has are answered. */
  void leave(String why) {
    isLeaving = true;
    if (open.get() == 0) {
      bye(why);
    }
  }

  private void bye(String why) {
    say(AmpFrames.close());
    Line to = line;
    if (to != null) {
      to.closeAfterwards(why);
    }
  }

  /** Closes it if it has been silent for too long. */
  void look(long now) {
    Line to = line;
    if (to == null) {
      return;
    }
    JobServerSettings.Times times = settings.times();
    if (!isKnown && now - since > times.begin().toNanos()) {
      to.close("it did not say the secret within " + times.begin());
    } else if (!times.idle().isZero()
        && now - to.heardAt() > times.idle().toNanos()
        && now - answeredAt > times.idle().toNanos()
        && (open.get() == 0 || bytes.length() > 0)) {
      to.close("nothing came from it for " + times.idle());
    }
  }

  @Override
  public void closed(@Nullable String why) {
    isLeaving = true;
    server.left(this);
    if (why != null && !server.isDraining()) {
      LOGGER.log(System.Logger.Level.WARNING, "closed the connection of {0}: {1}", line, why);
    }
    for (Errand errand : errands.values()) {
      desk.drop(errand, this);
    }
  }
}
