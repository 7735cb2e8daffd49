package io.revolve.bench.gearman;

import io.revolve.bench.Obedience;

/** The main of Revolve's JVMs. */
public final class Post {
  private Post() {}

  /** Arguments: {@code front}, {@code back}, {@code echo} or {@code none}, and gearmand's port. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    switch (args[0]) {
      case "front" -> {
        try (RevolveFront front = new RevolveFront(port)) {
          Obedience.serve(words -> command(front, words));
        }
      }
      case "back" -> {
        try (RevolveBack back = new RevolveBack(port)) {
          Obedience.serve(words -> command(back, words));
        }
      }
      case "echo" -> {
        try (Echo echo = new Echo(port)) {
          Obedience.serve(words -> echo.echo(Integer.parseInt(words[1])));
        }
      }
      default -> Obedience.serve(words -> Obedience.meter());
    }
  }

  private static void command(RevolveFront front, String[] words) throws InterruptedException {
    System.gc();
    switch (words[0]) {
      case "flight" -> {
        int tasks = Integer.parseInt(words[1]);
        long start = System.nanoTime();
        front.fly(tasks, Integer.parseInt(words[2]));
        Obedience.rate(tasks, start);
      }
      case "submit" -> {
        int tasks = Integer.parseInt(words[1]);
        long start = System.nanoTime();
        front.submit(tasks);
        Obedience.rate(tasks, start);
      }
      case "park" -> {
        int tasks = Integer.parseInt(words[1]);
        int atOnce = Integer.parseInt(words[2]);
        long start = System.nanoTime();
        for (int sent = 0; sent < tasks; sent += atOnce) {
          front.park(atOnce);
        }
        Obedience.rate(tasks, start);
      }
      default -> Obedience.meter();
    }
  }

  private static void command(RevolveBack back, String[] words) throws InterruptedException {
    if (words[0].equals("drain")) {
      System.gc();
      int tasks = Integer.parseInt(words[1]);
      long start = System.nanoTime();
      Obedience.rate(tasks, start, back.drain(tasks));
    } else {
      Obedience.meter();
    }
  }
}
