package io.revolve.spi;

/** What a {@link RunLink} may run. */
public enum RunKind {
  /** Code that it knows by the task's name. */
  NAMED,
  /** Java callbacks: a run says where its {@link Run#code()} is. */
  CALLBACK,
  /** Programs: a run says its {@link Run#command()}. */
  COMMAND
}
