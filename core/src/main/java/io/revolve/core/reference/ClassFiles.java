package io.revolve.core.reference;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes of class files. Each file is read once, and forgotten with its class. */
final class ClassFiles {
  private final ClassValue<String> hashes =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return read(type);
        }
      };

  /** The SHA-256 of a class's file in hexadecimal digits; empty if it has no file. */
  String hash(Class<?> type) {
    return hashes.get(type);
  }

  private static String read(Class<?> type) {
    String path = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream file = type.getResourceAsStream(path)) {
      if (file == null) {
        return "";
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(file.readAllBytes()));
    } catch (IOException unreadable) {
      return "";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
