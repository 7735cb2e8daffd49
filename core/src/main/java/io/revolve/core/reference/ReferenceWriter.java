package io.revolve.core.reference;

import io.revolve.api.Callback;
import io.revolve.api.RevolveException;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes callbacks down as references. Thread safe. */
public final class ReferenceWriter {
  private static final String INSTEAD =
      "; or name the task, and give its code to the worker with handle(name, ...)";

  private final Capture capture;
  private final ClassFiles files = new ClassFiles();

  /**
   * Writes references whose captured values are written by a codec.
   *
   * @param capture writes the captured values
   */
  public ReferenceWriter(Capture capture) {
    this.capture = capture;
  }

  /**
   * Where a callback's code is.
   *
   * @param callback a lambda or a method reference, or an object of a public class with a public
   *     constructor without arguments and no state
   * @throws ReferenceRefusedException if it cannot travel, with what to do instead
   */
  public CallbackReference write(Callback callback) {
    SerializedLambda lambda = Lambdas.describe(callback);
    if (lambda == null) {
      return type(callback.getClass());
    }
    String name = lambda.getCapturingClass().replace('/', '.');
    try {
      ClassLoader loader = callback.getClass().getClassLoader();
      Class<?> holder = Class.forName(name, false, loader);
      return new CallbackReference(name, hash(holder), lambda(holder, lambda));
    } catch (ClassNotFoundException | LinkageError hidden) {
      throw new ReferenceRefusedException(
          "the callback of " + name + " names a class that cannot be found" + INSTEAD, hidden);
    }
  }

  /**
   * Where a class of callbacks is. Who reads it makes them as it can.
   *
   * @throws ReferenceRefusedException if it cannot be found by its name
   */
  public CallbackReference write(Class<? extends Callback> type) {
    return new CallbackReference(type.getName(), hash(type), null);
  }

  private LambdaReference lambda(Class<?> holder, SerializedLambda from)
      throws ClassNotFoundException {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < from.getCapturedArgCount(); i++) {
      values.add(from.getCapturedArg(i));
    }
    List<Class<?>> types = CapturedTypes.of(reference(from, values), loader(holder));
    List<@Nullable Object> nodes = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      boolean receiver = i == 0 && CapturedTypes.hasReceiver(from.getImplMethodKind());
      nodes.add(node(from, values.get(i), types.get(i), receiver));
    }
    LambdaReference lambda = reference(from, nodes);
    // What this class cannot make again, no worker could.
    Lambdas.make(holder, lambda, CapturedTypes.standIns(lambda));
    return lambda;
  }

  private @Nullable Object node(
      SerializedLambda from, @Nullable Object value, Class<?> type, boolean receiver) {
    if (value == null) {
      return null;
    }
    if (receiver && value.getClass().isHidden()) {
      throw refused(from, value, true, "it is a lambda itself");
    }
    try {
      Object node = capture.encode(value, type);
      if (!capture.comparable(value)) {
        return node;
      }
      Object again = node == null ? null : capture.decode(node, type);
      // An object without equals() may still be right, unless it is one with a life of its own.
      if (!Objects.deepEquals(value, again) && (receiver || hasEquals(value) || again == null)) {
        throw refused(from, value, receiver, "it would not come out equal");
      }
      return node;
    } catch (ReferenceRefusedException refused) {
      throw refused;
    } catch (RevolveException cannot) {
      throw refused(from, value, receiver, String.valueOf(cannot.getMessage()));
    }
  }

  private static boolean hasEquals(Object value) {
    try {
      return value.getClass().isArray()
          || value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("every object has equals()", impossible);
    }
  }

  /** Names types only: a captured value may be a secret. */
  private static ReferenceRefusedException refused(
      SerializedLambda from, Object value, boolean receiver, String reason) {
    boolean lambda = from.getImplMethodName().startsWith("lambda$");
    String what = receiver ? (lambda ? "\"this\", a " : "an object, a ") : "a value, a ";
    String instead =
        receiver && lambda
            ? "copy the fields it uses into local variables before it"
            : "put what it needs into the payload, or capture texts, numbers and records";
    return new ReferenceRefusedException(
        "the callback in "
            + from.getCapturingClass().replace('/', '.')
            + " captures "
            + what
            + value.getClass().getTypeName()
            + ", which cannot travel to another process ("
            + reason
            + "); "
            + instead
            + INSTEAD);
  }

  private CallbackReference type(Class<?> type) {
    if (!Instances.isPlain(type)) {
      throw new ReferenceRefusedException(
          "the callback is an object of "
              + type.getTypeName()
              + ", which another process cannot make; use a lambda, or a public class with a public"
              + " constructor without arguments and no fields"
              + INSTEAD);
    }
    return new CallbackReference(type.getName(), hash(type), null);
  }

  private String hash(Class<?> type) {
    String hash = files.hash(type);
    if (hash.isEmpty()) {
      throw new ReferenceRefusedException(
          "the callback's class " + type.getName() + " has no class file to be found by" + INSTEAD);
    }
    return hash;
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  private static LambdaReference reference(SerializedLambda from, List<@Nullable Object> captured) {
    return new LambdaReference(
        from.getFunctionalInterfaceClass(),
        from.getFunctionalInterfaceMethodName(),
        from.getFunctionalInterfaceMethodSignature(),
        from.getImplMethodKind(),
        from.getImplClass(),
        from.getImplMethodName(),
        from.getImplMethodSignature(),
        from.getInstantiatedMethodType(),
        captured);
  }
}
