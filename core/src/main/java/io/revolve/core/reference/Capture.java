package io.revolve.core.reference;

import io.revolve.api.RevolveException;
import org.jspecify.annotations.Nullable;

/** How the values that a lambda captured are written down, and read again. Thread safe. */
public interface Capture {

  /**
   * Writes a value down.
   *
   * @param value what was captured, never null
   * @param type the type that the lambda declares for it
   * @return texts, numbers, booleans, lists and maps of these: what a JSON library can write
   * @throws RevolveException if it cannot travel, with the reason
   */
  @Nullable Object encode(Object value, Class<?> type);

  /**
   * Reads a value again.
   *
   * @param node what {@link #encode} gave, never null
   * @param type the type that the lambda declares for it; was checked to be a lambda's
   * @throws RevolveException if it is not of that type
   */
  @Nullable Object decode(Object node, Class<?> type);

  /**
   * Whether a value must be equal to itself after it was encoded and decoded, so that a list of
   * records which would come back as a list of maps is refused. Not for what opens something when
   * it is decoded, such as a messenger.
   */
  default boolean comparable(Object value) {
    return true;
  }
}
