package io.revolve.core.reference;

import io.revolve.api.Callback;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Callbacks that are classes: one is as good as another if it has no state of its own. */
final class Instances {
  private Instances() {}

  /**
   * Whether an object made anew is the same callback: public, without arguments and without state.
   */
  static boolean isPlain(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers())
        || Modifier.isAbstract(type.getModifiers())
        || type.isHidden()
        || constructor(type) == null) {
      return false;
    }
    for (Class<?> part = type; part != null; part = part.getSuperclass()) {
      for (Field field : part.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes a callback with its public constructor without arguments. */
  static Callback make(Class<? extends Callback> type) {
    Constructor<?> constructor = constructor(type);
    if (constructor == null || Modifier.isAbstract(type.getModifiers())) {
      throw new ReferenceRefusedException(
          "class " + type.getName() + " has no public constructor without arguments");
    }
    try {
      return (Callback) constructor.newInstance();
    } catch (InvocationTargetException thrown) {
      throw new ReferenceRefusedException(
          "the constructor of " + type.getName() + " threw an exception", thrown);
    } catch (ReflectiveOperationException closed) {
      throw new ReferenceRefusedException(
          "the constructor of " + type.getName() + " may not be called", closed);
    }
  }

  private static @Nullable Constructor<?> constructor(Class<?> type) {
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException none) {
      return null;
    }
  }
}
