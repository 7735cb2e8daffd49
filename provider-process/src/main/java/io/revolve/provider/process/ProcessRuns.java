package io.revolve.provider.process;

import io.revolve.api.Events;
import io.revolve.api.Progress;
import io.revolve.api.WorkerProcess;
import io.revolve.provider.process.pool.Call;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.pool.WorkerStatus;
import io.revolve.provider.process.protocol.Context;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import io.revolve.spi.RunFailedException;
import io.revolve.spi.RunFailedException.Next;
import io.revolve.spi.RunKind;
import io.revolve.spi.RunLink;
import io.revolve.spi.WorkerLostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs attempts in a pool of processes. One that no process has worked on, since there is none, or
 * too many wait, has not failed: its task goes back into its queue for a while.
 */
final class ProcessRuns implements RunLink {
  private static final long LEAST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 400;

  private final Pool pool;
  private final boolean runsCallbacks;
  private final boolean isNamed;
  private final boolean isFresh;

  /**
   * Attempts in a pool.
   *
   * @param settings how the pool was opened
   * @param runsCallbacks whether its processes are JVMs that do
   */
  ProcessRuns(Pool pool, PoolSettings settings, boolean runsCallbacks) {
    this.pool = pool;
    this.runsCallbacks = runsCallbacks;
    isNamed = settings.protocol().isNamed();
    isFresh = settings.options().fresh();
  }

  @Override
  public Set<RunKind> kinds() {
    return Set.of(runsCallbacks ? RunKind.CALLBACK : RunKind.NAMED);
  }

  @Override
  public Body run(Run run) throws Exception {
    try {
      return result(answer(run));
    } catch (PoolException.WorkerLost e) {
      throw new WorkerLostException(String.valueOf(e.getMessage()), e);
    } catch (PoolException.BootFailed e) {
      if (isFresh) {
        throw e; // Who tries out a worker wants to see what is wrong with it.
      }
      throw unbegun(e);
    } catch (PoolException.Refused e) {
      throw e.isForNow() ? unbegun(e) : e;
    }
  }

  private Payload answer(Run run) throws InterruptedException {
    Call call = pool.begin(new Payload(about(run), run.payload().bytes()), part -> say(run, part));
    run.onTell((event, body) -> call.tell(new Payload(Context.ofTold(event, body), body.bytes())));
    run.onCancel(call::cancel);
    try {
      return call.await();
    } catch (InterruptedException e) {
      call.kill();
      throw e;
    }
  }

  /** Its task goes back, and those that do so together do not come back together. */
  private static RunFailedException unbegun(PoolException why) {
    long millis =
        ThreadLocalRandom.current().nextLong(LEAST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS + 1);
    RunFailedException returned =
        new RunFailedException(
            String.valueOf(why.getMessage()), Next.RETURN, Duration.ofMillis(millis));
    returned.initCause(why);
    return returned;
  }

  private byte[] about(Run run) {
    return isNamed ? run.name().getBytes(StandardCharsets.UTF_8) : Context.of(run);
  }

  private static Body result(Payload answer) {
    JobsReply reply = JobsReply.of(answer);
    if (reply != null) {
      reply.check();
      return new Body(Body.JSON, new byte[0]);
    }
    return new Body(new Context(answer.context()).type(), answer.body());
  }

  private static void say(Run run, Payload part) {
    Context context = new Context(part.context());
    Progress progress = context.progress();
    if (progress != null) {
      run.progress(progress.done(), progress.total());
      return;
    }
    String event = context.event() == null ? Events.DATA : context.event();
    Body body = new Body(context.type(), part.body());
    Body messenger = context.messenger();
    if (messenger == null) {
      run.emit(event, body);
    } else {
      run.emitTo(messenger, event, body);
    }
  }

  @Override
  public int concurrency() {
    return pool.mostWorkers();
  }

  @Override
  public List<WorkerProcess> processes() {
    return pool.workers().stream().map(this::process).toList();
  }

  private WorkerProcess process(WorkerStatus status) {
    return new WorkerProcess(
        pool.name(),
        status.pid(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.calls(),
        status.memory(),
        status.age());
  }

  @Override
  public void close() {
    pool.close();
  }
}
