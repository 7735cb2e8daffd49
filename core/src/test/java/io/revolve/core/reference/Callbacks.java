package io.revolve.core.reference;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/** Callbacks of every kind, as users write them. */
final class Callbacks {
  private final String field = "field";

  record Size(String name, int width) {
    Object described(RunningTask task) {
      return name + width;
    }

    Callback own() {
      return task -> name + "/" + width;
    }
  }

  /** A class that is the callback. */
  public static class Plain implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      return "plain";
    }
  }

  /** One with state, which would be lost. */
  public static class Stateful extends Plain {
    private static final long serialVersionUID = 1;
    private final int state;

    public Stateful() {
      state = 1;
    }

    @Override
    public Object call(RunningTask task) {
      return state;
    }
  }

  /** A callback under another name. */
  interface Simple extends Callback {
    Object go();

    @Override
    default Object call(RunningTask task) {
      return go();
    }
  }

  static Callback nothing() {
    return task -> "nothing";
  }

  static Callback primitives(int i, long l, boolean b, double d) {
    return task -> i + " " + l + " " + b + " " + d;
  }

  static Callback values(String text, Size size, List<String> list) {
    return task -> text + size + list;
  }

  static Callback any(Object value) {
    return task -> value;
  }

  static Callback reference() {
    return Callbacks::work;
  }

  static Callback bound(Size size) {
    return size::described;
  }

  static Callback constructor() {
    return Made::new;
  }

  static Simple simple(String text) {
    return () -> text;
  }

  static Callback anonymous() {
    return new Callback() {
      private static final long serialVersionUID = 1;

      @Override
      public Object call(RunningTask task) {
        return "anonymous";
      }
    };
  }

  Callback ofThis() {
    return task -> field;
  }

  Object instance(RunningTask task) {
    return field;
  }

  /** A lambda that is serializable and no callback. */
  static Supplier<String> other() {
    return (Supplier<String> & Serializable) () -> "other";
  }

  static Object work(RunningTask task) {
    return "work";
  }

  static final class Made {
    Made(RunningTask task) {}
  }
}
