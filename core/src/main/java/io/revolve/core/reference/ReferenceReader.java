package io.revolve.core.reference;

import io.revolve.api.Callback;
import io.revolve.api.RevolveException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the callbacks that references name. A reference comes from outside, so nothing of it is
 * believed: no class is initialized before its name is allowed and its file is the sender's, and no
 * captured value is decoded before the class itself said that it has such a lambda. Thread safe.
 */
public final class ReferenceReader {
  private final Allowed allowed;
  private final Capture capture;
  private final ClassLoader loader;
  private final Function<Class<? extends Callback>, Callback> instances;
  private final ClassFiles files = new ClassFiles();

  /**
   * Finds callbacks by their classes' public constructors.
   *
   * @param allowed the classes that may be used
   * @param capture reads the captured values
   * @param loader where the classes are
   */
  public ReferenceReader(Allowed allowed, Capture capture, ClassLoader loader) {
    this(allowed, capture, loader, Instances::make);
  }

  /**
   * Finds callbacks.
   *
   * @param allowed the classes that may be used
   * @param capture reads the captured values
   * @param loader where the classes are
   * @param instances makes a callback of a class that is one
   */
  public ReferenceReader(
      Allowed allowed,
      Capture capture,
      ClassLoader loader,
      Function<Class<? extends Callback>, Callback> instances) {
    this.allowed = allowed;
    this.capture = capture;
    this.loader = loader;
    this.instances = instances;
  }

  /**
   * The callback that a reference names.
   *
   * @throws ReferenceRefusedException if it is not allowed, not here, not the same, or no callback;
   *     {@link ReferenceRefusedException#elsewhere()} says whether another worker may take it
   */
  public Callback read(CallbackReference reference) {
    try {
      Class<?> type = type(reference);
      LambdaReference lambda = reference.lambda();
      return lambda == null ? instance(type) : lambda(type, lambda);
    } catch (ReferenceRefusedException refused) {
      throw refused;
    } catch (RevolveException unreadable) {
      throw new ReferenceRefusedException(
          "a value that the callback captured cannot be read: " + unreadable.getMessage(),
          unreadable);
    } catch (RuntimeException | LinkageError | StackOverflowError malformed) {
      throw new ReferenceRefusedException("the reference is malformed", malformed);
    }
  }

  private Class<?> type(CallbackReference reference) {
    String name = reference.type();
    if (!allowed.has(name)) {
      throw new ReferenceRefusedException(
          "callbacks of class " + name + " are not allowed here; see callbacks.allow", true);
    }
    Class<?> type;
    try {
      type = Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new ReferenceRefusedException("class " + name + " is not on the class path", true);
    }
    String hash = files.hash(type);
    if (hash.isEmpty() || !hash.equals(reference.hash())) {
      throw new ReferenceRefusedException(
          "class " + name + " is not the same here as where the task was made", true);
    }
    return type;
  }

  private Callback instance(Class<?> type) {
    if (!Callback.class.isAssignableFrom(type) || type.isInterface()) {
      throw new ReferenceRefusedException("class " + type.getName() + " is no callback");
    }
    return instances.apply(type.asSubclass(Callback.class));
  }

  private Callback lambda(Class<?> holder, LambdaReference lambda) {
    Lambdas.make(holder, lambda, CapturedTypes.standIns(lambda));
    try {
      return Lambdas.make(holder, lambda, values(lambda));
    } catch (ClassNotFoundException missing) {
      throw new ReferenceRefusedException("a class that the callback captured is missing", missing);
    }
  }

  private @Nullable Object[] values(LambdaReference lambda) throws ClassNotFoundException {
    List<Class<?>> types = CapturedTypes.of(lambda, loader);
    @Nullable Object[] values = new Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      Object node = lambda.captured().get(i);
      values[i] = node == null ? null : capture.decode(node, types.get(i));
    }
    return values;
  }
}
