package io.revolve.core.reference;

import io.revolve.api.Callback;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The two methods that the compiler and the JVM add for lambdas of a serializable interface, called
 * as plain methods. No stream is read or written: this is how a lambda says where it comes from,
 * and how a class makes one of its own lambdas and no other.
 */
final class Lambdas {
  private Lambdas() {}

  /** Where a lambda comes from, or null if the object is none. */
  static @Nullable SerializedLambda describe(Callback callback) {
    if (!callback.getClass().isHidden() && !callback.getClass().isSynthetic()) {
      return null;
    }
    try {
      Method replace = callback.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(callback) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return null;
    }
  }

  /**
   * Makes a lambda of a class, with these captured values.
   *
   * @throws ReferenceRefusedException if the class has no such lambda, or the values do not fit it
   */
  static Callback make(Class<?> holder, LambdaReference lambda, @Nullable Object[] captured) {
    SerializedLambda meant =
        new SerializedLambda(
            holder,
            lambda.type(),
            lambda.method(),
            lambda.signature(),
            lambda.kind(),
            lambda.codeType(),
            lambda.code(),
            lambda.codeSignature(),
            lambda.instantiated(),
            captured);
    try {
      Method maker = holder.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      maker.setAccessible(true);
      if (maker.invoke(null, meant) instanceof Callback callback) {
        return callback;
      }
      throw none(holder, lambda, null);
    } catch (InvocationTargetException refused) {
      throw none(holder, lambda, refused.getCause());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
      throw refused instanceof ReferenceRefusedException known
          ? known
          : none(holder, lambda, refused);
    }
  }

  private static ReferenceRefusedException none(
      Class<?> holder, LambdaReference lambda, @Nullable Throwable cause) {
    String message = lambda.code() + " is no callback of class " + holder.getName();
    return cause == null
        ? new ReferenceRefusedException(message)
        : new ReferenceRefusedException(message, cause);
  }
}
