package io.revolve.spi;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One attempt that a {@link RunLink} runs: the core's side of it. Thread safe. */
public interface Run {

  /** The task's id. */
  String id();

  /** The name of the work. */
  String name();

  /** Which run of the task this is, from 1. */
  int attempt();

  /** The payload. */
  Body payload();

  /** What the client gave the task beside the payload. Unmodifiable. */
  Map<String, String> headers();

  /**
   * Where the task's code is, for a link that runs {@link RunKind#CALLBACK}; null for what is known
   * by its name.
   */
  @Nullable Body code();

  /** The program that the task is, for a link that runs {@link RunKind#COMMAND}; null otherwise. */
  @Nullable Command command();

  /** Sends an event to the client. */
  void emit(String event, Body body);

  /**
   * Sends an event to the client over a messenger.
   *
   * @param messenger its config
   * @throws IllegalStateException if the run has no {@link #code()}
   */
  void emitTo(Body messenger, String event, Body body);

  /** Says how far the work is. */
  void progress(long done, long total);

  /** Takes what the client tells the task, event and payload, from the start. */
  void onTell(BiConsumer<String, Body> listener);

  /**
   * Says when the task should end, at once if it should already; short, on a thread that is not
   * this run's.
   */
  void onCancel(Runnable listener);

  /** Whether the task should end. Its thread is interrupted after the worker's grace period. */
  boolean isCancelled();
}
