package io.revolve.bench.redis;

import io.revolve.bench.Flight;
import io.revolve.bench.Obedience;
import java.io.IOException;

/** The main of the JVMs of a measurement. */
public final class Post {
  private Post() {}

  /** Arguments: the contender, {@code front} or {@code back}, and Redis' port. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[2]);
    if (args[0].equals("none")) {
      Obedience.serve(words -> Obedience.meter());
    } else if (args[1].equals("front")) {
      try (Front front = front(args[0], port)) {
        Obedience.serve(words -> command(front, words));
      }
    } else {
      try (Back back = back(args[0], port)) {
        Obedience.serve(words -> command(back, words));
      }
    }
  }

  private static Front front(String contender, int port) {
    return switch (contender) {
      case "raw" -> new RawFront(port);
      case "revolve" -> new RevolveFront(port);
      case "jesque" -> new JesqueFront(port);
      case "redisson" -> new RedissonFront(port);
      default -> throw new IllegalArgumentException(contender);
    };
  }

  private static Back back(String contender, int port) throws IOException {
    return switch (contender) {
      case "raw" -> new RawBack(port);
      case "revolve" -> new RevolveBack(port);
      case "jesque" -> new JesqueBack(port);
      case "redisson" -> new RedissonBack(port);
      default -> throw new IllegalArgumentException(contender);
    };
  }

  private static void command(Front front, String[] words) throws Exception {
    switch (words[0]) {
      case "pipelined" -> pipelined(front, number(words[1]), number(words[2]), number(words[3]));
      case "single" -> single(front, number(words[1]));
      case "park" -> park(front, number(words[1]), number(words[2]));
      case "hear" -> Obedience.percentiles(front.hear(number(words[1])));
      default -> Obedience.meter();
    }
  }

  private static void command(Back back, String[] words) throws Exception {
    if (words[0].equals("drain")) {
      System.gc();
      int tasks = number(words[1]);
      long start = System.nanoTime();
      back.drain(tasks);
      Obedience.rate(tasks, start);
    } else {
      Obedience.meter();
    }
  }

  private static void pipelined(Front front, int tasks, int atOnce, int inFlight) throws Exception {
    System.gc();
    Flight flight = new Flight();
    long start = System.nanoTime();
    for (int sent = 0; sent < tasks; sent += atOnce) {
      if (flight.up() + atOnce > inFlight) {
        front.await(flight, inFlight / 2);
      }
      flight.start(atOnce);
      front.send(atOnce, flight);
    }
    front.await(flight, 0);
    Obedience.rate(tasks, start);
  }

  private static void single(Front front, int tasks) throws Exception {
    System.gc();
    Flight flight = new Flight();
    long[] nanos = new long[tasks];
    for (int i = 0; i < tasks; i++) {
      long begin = System.nanoTime();
      flight.start();
      front.send(1, flight);
      front.await(flight, 0);
      nanos[i] = System.nanoTime() - begin;
    }
    Obedience.percentiles(nanos);
  }

  private static void park(Front front, int tasks, int atOnce) throws Exception {
    System.gc();
    long start = System.nanoTime();
    for (int sent = 0; sent < tasks; sent += atOnce) {
      front.park(atOnce);
    }
    Obedience.rate(tasks, start);
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
