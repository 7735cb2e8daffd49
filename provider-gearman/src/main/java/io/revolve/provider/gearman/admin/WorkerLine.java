package io.revolve.provider.gearman.admin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, of a worker or a client: the server does not tell which. It does not
 * say either where a name with spaces begins, so such names come apart.
 *
 * @param descriptor the connection's number in the server's process
 * @param host where it comes from
 * @param id what it calls itself; a dash if it has not said so
 * @param functions what it takes jobs of; empty for a client
 */
public record WorkerLine(int descriptor, String host, String id, List<String> functions) {
  private static final Pattern ROW =
      Pattern.compile("(-?[0-9]{1,9}) (\\S+) (.*?) :( .*)?", Pattern.DOTALL);

  /** A line whose list is not changed any more. */
  public WorkerLine {
    functions = List.copyOf(functions);
  }

  static @Nullable WorkerLine of(String row) {
    Matcher matcher = ROW.matcher(row);
    if (!matcher.matches()) {
      return null;
    }
    String functions = matcher.group(4) == null ? "" : matcher.group(4).strip();
    return new WorkerLine(
        Integer.parseInt(matcher.group(1)),
        matcher.group(2),
        matcher.group(3),
        functions.isEmpty() ? List.of() : List.of(functions.split(" +")));
  }
}
