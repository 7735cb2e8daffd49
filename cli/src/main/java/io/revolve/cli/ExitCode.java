package io.revolve.cli;

/** What the process ends with; the texts stand in every command's help. */
final class ExitCode {

  static final int OK = 0;
  static final int TASK_FAILED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;
  static final int NOT_FOUND = 4;
  static final int TIMEOUT = 5;
  static final int CANCELLED = 6;
  static final int INTERNAL = 70;

  static final String OK_TEXT = "0:done; a task that was waited for completed";
  static final String TASK_FAILED_TEXT = "1:a task that was waited for failed";
  static final String USAGE_TEXT = "2:the command line or a config is wrong, or asks for too much";
  static final String UNREACHABLE_TEXT = "3:the engine cannot be reached";
  static final String NOT_FOUND_TEXT = "4:no such task, dead letter, handler or file";
  static final String TIMEOUT_TEXT = "5:waited long enough";
  static final String CANCELLED_TEXT = "6:a task that was waited for was cancelled";
  static final String INTERNAL_TEXT = "70:an error of Revolve itself; please report it";
  static final String INTERRUPTED_TEXT = "130:interrupted (Ctrl-C)";
  static final String TERMINATED_TEXT = "143:terminated";

  private ExitCode() {}
}
