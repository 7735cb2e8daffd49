package io.revolve.examples;

import java.nio.file.Path;

/** Where this repository is. */
final class Home {
  private Home() {}

  /** The launcher says it. */
  static Path folder() {
    return Path.of(System.getProperty("revolve.home", ".")).toAbsolutePath();
  }

  /** The folder that the command line named, or else this repository. */
  static Path orGiven(Choice choice) {
    return choice.rest().isEmpty() ? folder() : Path.of(choice.rest().get(0)).toAbsolutePath();
  }

  /** A worker in another language. */
  static String worker(String file) {
    return folder().resolve("examples").resolve("workers").resolve(file).toString();
  }
}
