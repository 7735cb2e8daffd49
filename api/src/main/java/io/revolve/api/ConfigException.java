package io.revolve.api;

import java.util.List;

/** A config is wrong. Lists every problem, each with its path; never a secret. */
public class ConfigException extends RevolveException {

  private static final long serialVersionUID = 1;

  /** What is wrong, a line each. */
  private final transient List<String> problems;

  /**
   * Lists what is wrong.
   *
   * @param subject what was configured: client, worker, task, messenger
   * @param problems what is wrong, one line each, beginning with the path
   */
  public ConfigException(String subject, List<String> problems) {
    super(text(subject, problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, one line each: {@code path: problem}. */
  public List<String> problems() {
    return problems;
  }

  private static String text(String subject, List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return "invalid " + subject + " config (" + count + ")\n  " + String.join("\n  ", problems);
  }
}
