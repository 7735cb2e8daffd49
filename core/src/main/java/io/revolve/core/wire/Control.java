package io.revolve.core.wire;

/** Events between the client's and the worker's core, which no user hears. */
public final class Control {

  /** A client asks for the end of a running task. */
  public static final String CANCEL = "revolve:cancel";

  private Control() {}
}
