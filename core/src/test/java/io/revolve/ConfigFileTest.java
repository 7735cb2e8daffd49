package io.revolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOST", "db.example", "PORT", "6380", "ODD", "${HOST}");
  private static final String YAML =
      """
      # a worker
      provider: redis
      redis:
        servers: [[127.0.0.1, 6379], "b:2"]
        password: ${HOST}
      queues: {images: 3, default: 1}
      lease: PT30S
      factor: 2.5
      verbose: true
      word: no
      nothing:
      """;

  @TempDir Path folder;

  @Test
  void yamlAndJsonGiveTheSameMaps() throws IOException {
    String json =
        """
        {"provider": "redis", "redis": {"servers": [["127.0.0.1", 6379], "b:2"],
         "password": "${HOST}"}, "queues": {"images": 3, "default": 1}, "lease": "PT30S",
         "factor": 2.5, "verbose": true, "word": "no", "nothing": null}
        """;
    Map<String, Object> map = read("a.yaml", YAML);
    assertEquals(map, read("a.json", json));
    assertEquals(map, read("a.yml", "\uFEFF" + YAML));
    assertEquals(
        List.of(List.of("127.0.0.1", 6379), "b:2"), ((Map<?, ?>) map.get("redis")).get("servers"));
    assertEquals("db.example", ((Map<?, ?>) map.get("redis")).get("password"));
    assertEquals(
        List.of("provider", "redis", "queues", "lease", "factor", "verbose", "word", "nothing"),
        List.copyOf(map.keySet()));
  }

  @Test
  void placeholdersAreFilledOnce() throws IOException {
    assertEquals(
        Map.of("a", "db.example:6380", "b", "x:y", "c", "", "d", "${HOST} $5 ${HOST}"),
        read("a.yaml", "a: ${HOST}:${PORT}\nb: ${NONE:x:y}\nc: ${NONE:}\nd: $${HOST} $5 ${ODD}\n"));
  }

  @Test
  void missingVariablesAreAllNamedWithTheirPaths() {
    assertEquals(
        List.of(
            "a.b[1]: the environment variable NO_1 is not set; set it, or give a default as in"
                + " ${NO_1:text}",
            "c: expected the name of an environment variable in ${NAME}",
            "d: a placeholder has no end; write ${NAME}, or $${ for the characters"),
        refused("a.yaml", "a: {b: [x, '${NO_1}']}\nc: ${a b}\nd: x${HOST\n").problems());
  }

  @Test
  void whatIsNoPlainMapIsRefusedWithItsPlace() {
    assertRefused(
        "a.yaml", "a: 1\nb:\n  c: 1\n  c: 2\n", "line 4, column 3: the key \"c\" is there");
    assertRefused(
        "a.json", "{\"a\": 1,\n \"a\": 2}", "line 2, column 2: the key \"a\" is there twice");
    assertRefused("a.yaml", "a: &x [1]\nb: 2\n", "line 1, column 4: anchors (&name)");
    assertRefused("a.yaml", "a: 1\nb: *x\n", "line 2, column 4: ");
    assertRefused("a.yaml", "a: !!java.net.URL [x]\n", "line 1, column 4: tags (!name)");
    assertRefused("a.yaml", "a: !!binary aGFsbG8=\n", "line 1, column 4: tags (!name)");
    assertRefused("a.yaml", "- a\n- b\n", "line 1, column 1: expected a map");
    assertRefused("a.yaml", "a: 1\n---\nb: 2\n", "expected one map, and nothing after it");
    assertRefused("a.json", "{} {}", "line 1, column 4: expected one map");
    assertRefused("a.yaml", "a: 1\n b: 2\n", "line 2, column 3: this is not valid YAML: mapping");
    assertRefused("a.json", "{\"a\": }", "line 1, column 7: this is not valid JSON: Unexpected");
    assertRefused("a.json", "{\"a\": [1, 2", "this is not valid JSON: Unexpected end-of-input");
    assertRefused("a.yaml", "", "the file is empty");
    assertRefused("a.json", " ", "the file is empty");
    assertRefused("a.json", "{\"a\":" + "[".repeat(5_000), "a.json");
    assertRefused("a.yaml", "a: " + "[".repeat(5_000), "a.yaml");
  }

  @Test
  void aliasBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c <= 'z'; c++) {
      char before = (char) (c - 1);
      bomb.append(c + ": &" + c + " [*" + before + ", *" + before + "]\n");
    }
    assertRefused("a.yaml", bomb.toString(), "anchors (&name)");
  }

  @Test
  void errorsShowNoValue() {
    for (String broken :
        List.of("{\"password\": s3cr3t}", "{\"a\": \"s3cr3t\n\"}", "{\"a\": s3cr3t")) {
      assertFalse(refused("a.json", broken).getMessage().contains("s3cr3t"));
    }
    for (String broken :
        List.of("password: s3cr3t: x\n", "a: \"s3cr3t\n", "a: @s3cr3t", "a: [s3cr3t")) {
      String message = refused("a.yaml", broken).getMessage();
      assertFalse(message.contains("s3cr3t"), message);
    }
  }

  @Test
  void filesThatCannotBeReadSayWhy() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertEquals(
        List.of(missing + ": there is no such file"),
        assertThrows(ConfigException.class, () -> ConfigFile.read(missing)).problems());
    Path directory = Files.createDirectory(folder.resolve("dir.yaml"));
    assertTrue(
        assertThrows(ConfigException.class, () -> ConfigFile.read(directory))
            .getMessage()
            .contains("it is a directory"));
    assertRefused("a.toml", "a = 1", "the name must end in .yaml, .yml or .json");
    assertRefused("a.yaml", "a: " + "x".repeat(1 << 20), "larger than 1 MiB");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0});
    assertTrue(
        assertThrows(ConfigException.class, () -> ConfigFile.read(binary))
            .getMessage()
            .contains("not text in UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void garbageGivesAMapOrAConfigException(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] yaml = YAML.getBytes(StandardCharsets.UTF_8);
    byte[] json = "{\"a\":[1,2.5,{\"b\":\"${HOST}\"}],\"c\":null}".getBytes(StandardCharsets.UTF_8);
    String letters = " \n\t:-[]{}&*!|>%@'\"#,?ab01.~<=$\\\u0000\u0085\u2028";
    for (int i = 0; i < 600; i++) {
      byte[] bytes;
      if (i % 3 == 0) {
        bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
      } else if (i % 3 == 1) {
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(30); k >= 0; k--) {
          text.append(letters.charAt(random.nextInt(letters.length())));
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      } else {
        bytes = (i % 2 == 0 ? yaml : json).clone();
        for (int k = 0; k < 3; k++) {
          bytes[random.nextInt(bytes.length)] = (byte) letters.charAt(random.nextInt(30));
        }
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      for (String name : List.of("g.yaml", "g.json")) {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
          ConfigFile.read(file, ENVIRONMENT::get);
        } catch (ConfigException refused) {
          assertFalse(refused.problems().isEmpty());
        }
      }
    }
  }

  private Map<String, Object> read(String name, String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve(name), text), ENVIRONMENT::get);
  }

  private ConfigException refused(String name, String text) {
    return assertThrows(ConfigException.class, () -> read(name, text));
  }

  private void assertRefused(String name, String text, String part) {
    String message = refused(name, text).getMessage();
    assertTrue(message.contains(part), message);
  }
}
