package io.revolve.provider.process.dispatch;

/**
 * A variable in the environment of a command and of all that it starts.
 *
 * @param name the dispatcher's own, so that commands which use one themselves carry both
 * @param number of the command
 */
record Mark(String name, long number) {

  String value() {
    return number + "."; // So that 1 is not found in 12.
  }

  /** What is to be found in an environment. */
  String text() {
    return name + "=" + value();
  }
}
