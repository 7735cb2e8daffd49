package io.revolve.core.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lambda or method reference of a class is meant, in the words of {@link
 * java.lang.invoke.SerializedLambda}; class names are the JVM's, with slashes.
 *
 * @param type the interface that it implements: Callback, or one that extends it
 * @param method that interface's method
 * @param signature that method's descriptor
 * @param kind how the code is called, a kind of {@link java.lang.invoke.MethodHandleInfo}
 * @param codeType the class that has the code
 * @param code the method that is the code
 * @param codeSignature that method's descriptor
 * @param instantiated the interface's method after its type parameters were filled in
 * @param captured what it captured, as {@link Capture} encoded it
 */
public record LambdaReference(
    String type,
    String method,
    String signature,
    int kind,
    String codeType,
    String code,
    String codeSignature,
    String instantiated,
    List<@Nullable Object> captured) {

  /** Copies the captured values, any of which may be null. */
  public LambdaReference {
    captured = Collections.unmodifiableList(new ArrayList<>(captured));
  }
}
