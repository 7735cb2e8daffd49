package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every time is the server's, so that clocks which differ cannot matter: neither does the provider
 * ask for the time of day, nor does a script take one.
 */
class RedisClockTest {

  @Test
  void providerDoesNotAskForTheTimeOfDay() throws Exception {
    List<Path> classes = files(".class");
    assertTrue(classes.size() > 10, "the provider's classes are looked at: " + classes);
    for (Path file : classes) {
      // The names of all methods that are called stand in a class file.
      String names = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(names.contains("currentTimeMillis"), file + " asks for the time");
      assertFalse(names.contains("java/time/Clock"), file + " has a clock");
      assertFalse(names.contains("\u0001\u0000\u0003now\u0001"), file + " asks for an instant");
    }
  }

  @Test
  void scriptsAskTheServerForTheTime() {
    for (Script script : Script.values()) {
      String source = script.source(false);
      assertFalse(source.contains("os."), script + " asks for another time");
      assertEquals(2, source.split("'TIME'", -1).length, script + " asks the server in one place");
    }
  }

  private static List<Path> files(String end) throws URISyntaxException {
    Path all =
        Path.of(RedisProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String own = "io/revolve/provider/redis";
    try (Stream<Path> files = Files.list(all.resolve(own))) {
      return files.filter(each -> each.toString().endsWith(end)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
