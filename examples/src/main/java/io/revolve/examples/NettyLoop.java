package io.revolve.examples;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client inside one of Netty's event loops, as a server has it: the loop reads between its other
 * work, and the listeners may touch channels of that loop.
 *
 * <pre>
 * tick 1, in the event loop: true
 * tick 2, in the event loop: true
 * tick 3, in the event loop: true
 * three ticks, in the event loop: true
 * </pre>
 */
public final class NettyLoop {
  private NettyLoop() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("loop"));
    EventLoop loop = group.next();
    try (Make make = new Make();
        Worker worker = make.worker(choice.engine());
        Client client = make.client(choice.engine())) {
      worker.handle("tick", new Ticks()).start();

      Promise<String> result = loop.newPromise();
      Task task = make.task(Map.of("name", "tick"));
      task.addListener("tick", message -> print(loop, "tick " + message));
      task.addListener(Events.COMPLETED, message -> result.setSuccess(message.toString()));
      client.handle(task);

      ScheduledFuture<?> reading =
          loop.scheduleAtFixedRate(client::read, 0, 20, TimeUnit.MILLISECONDS);
      result.addListener(future -> print(loop, String.valueOf(future.getNow())));
      result.await();
      reading.cancel(false);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private static void print(EventLoop loop, String what) {
    System.out.println(what + ", in the event loop: " + loop.inEventLoop());
  }
}
