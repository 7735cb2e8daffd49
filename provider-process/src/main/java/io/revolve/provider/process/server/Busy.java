package io.revolve.provider.process.server;

/** What a server says that has no room for a call now: it was not begun, and may be made again. */
public final class Busy {

  /** What the error begins with. */
  public static final String PREFIX = "revolve:busy: ";

  private Busy() {}

  static String because(String why) {
    return PREFIX + why;
  }
}
