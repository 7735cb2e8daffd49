package io.revolve.core.reference;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of what a lambda captured: its code's first parameters, after the receiver if any. */
final class CapturedTypes {
  private CapturedTypes() {}

  /** The types themselves. Loads the classes that the signature names, and initializes none. */
  static List<Class<?>> of(LambdaReference lambda, ClassLoader loader)
      throws ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    int count = lambda.captured().size();
    if (hasReceiver(lambda.kind()) && count > 0) {
      types.add(Class.forName(lambda.codeType().replace('/', '.'), false, loader));
    }
    MethodType code = MethodType.fromMethodDescriptorString(lambda.codeSignature(), loader);
    for (int i = 0; types.size() < count; i++) {
      types.add(code.parameterType(i));
    }
    return types;
  }

  /**
   * Stand-ins for what was captured: null, or zero for a primitive type. Reads the signature as a
   * text, since a reference from outside may name classes that must not be loaded.
   */
  static @Nullable Object[] standIns(LambdaReference lambda) {
    @Nullable Object[] values = new Object[lambda.captured().size()];
    String signature = lambda.codeSignature();
    int at = 1;
    for (int i = hasReceiver(lambda.kind()) ? 1 : 0; i < values.length; i++) {
      values[i] = zero(signature.charAt(at));
      at = next(signature, at);
    }
    return values;
  }

  /** Whether the code is called on an object, which is then the first that was captured. */
  static boolean hasReceiver(int kind) {
    return kind == MethodHandleInfo.REF_invokeVirtual
        || kind == MethodHandleInfo.REF_invokeSpecial
        || kind == MethodHandleInfo.REF_invokeInterface;
  }

  private static int next(String signature, int at) {
    int end = at;
    while (signature.charAt(end) == '[') {
      end++;
    }
    return signature.charAt(end) == 'L' ? signature.indexOf(';', end) + 1 : end + 1;
  }

  private static @Nullable Object zero(char type) {
    return switch (type) {
      case 'Z' -> false;
      case 'C' -> (char) 0;
      case 'B' -> (byte) 0;
      case 'S' -> (short) 0;
      case 'I' -> 0;
      case 'J' -> 0L;
      case 'F' -> 0f;
      case 'D' -> 0d;
      default -> null;
    };
  }
}
