package io.revolve.provider.process.pool;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The user and group that processes run as. It is changed by {@code setpriv} of util-linux, which
 * then becomes the program itself: {@code su} and {@code sudo} would stand between, with a session
 * and rules of their own. Only root can do this.
 *
 * @param user name or number; empty for this JVM's own
 * @param group name or number; empty for the user's own, or this JVM's if there is no user
 */
public record RunAs(String user, String group) {

  /** As this JVM. */
  public static final RunAs SAME = new RunAs("", "");

  private static final String PROGRAM = "setpriv";

  /** Why processes cannot run as another user on this system, or by this one; null if they can. */
  public static @Nullable String obstacle() {
    String system = System.getProperty("os.name", "");
    if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
      return "processes run as another user on Linux only, and this is " + system;
    }
    if (!isThere()) {
      return "processes run as another user by " + PROGRAM + ", which is not there (util-linux)";
    }
    Object uid = uid();
    return Integer.valueOf(0).equals(uid)
        ? null
        : "only root can run processes as another user, and this JVM runs as " + uid;
  }

  private static boolean isThere() {
    String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, PROGRAM))) {
        return true;
      }
    }
    return false;
  }

  private static Object uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | RuntimeException e) {
      return "nobody knows whom";
    }
  }

  /** Whether that is what this JVM runs as. */
  public boolean isSame() {
    return user.isEmpty() && group.isEmpty();
  }

  /**
   * What starts a program as that user.
   *
   * @throws IOException if there is no such user
   */
  List<String> command(List<String> program) throws IOException {
    if (isSame()) {
      return program;
    }
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    if (!user.isEmpty()) {
      command.add("--reuid=" + user);
    }
    command.add("--regid=" + (group.isEmpty() ? groupOf(user) : group));
    command.add(user.isEmpty() ? "--clear-groups" : "--init-groups");
    command.add("--");
    command.addAll(program);
    return command;
  }

  private static String groupOf(String user) throws IOException {
    Process asked = new ProcessBuilder("id", "-g", "--", user).redirectErrorStream(true).start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!answer.strip().matches("\\d+")) {
      throw new IOException(answer.strip());
    }
    return answer.strip();
  }
}
