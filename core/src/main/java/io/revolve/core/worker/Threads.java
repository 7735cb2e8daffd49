package io.revolve.core.worker;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What the threads of a worker are. */
public enum Threads {
  /** Virtual where the JVM has them, otherwise platform. */
  AUTO,
  /** Threads of the operating system. */
  PLATFORM,
  /** Virtual threads, from JDK 21 on. */
  VIRTUAL;

  /** Whether this JVM has virtual threads. */
  public static boolean areVirtualThere() {
    return Runtime.version().feature() >= 21;
  }

  /** Makes threads with a name and a number; none keeps the JVM alive. */
  ThreadFactory factory(String name) {
    boolean virtual = this == VIRTUAL || (this == AUTO && areVirtualThere());
    return virtual ? virtual(name) : platform(name);
  }

  private static ThreadFactory platform(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Found by name, since this code is compiled for a JDK that lacks them. */
  private static ThreadFactory virtual(String name) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object named =
          type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1);
      return (ThreadFactory) type.getMethod("factory").invoke(named);
    } catch (NoSuchMethodException | ClassNotFoundException | IllegalAccessException e) {
      throw new IllegalStateException("this JVM has no virtual threads; they came with JDK 21", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot make virtual threads", e.getCause());
    }
  }
}
