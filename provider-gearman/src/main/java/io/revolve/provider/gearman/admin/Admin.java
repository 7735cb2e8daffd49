package io.revolve.provider.gearman.admin;

import io.revolve.api.EngineException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks one gearmand about itself, as its own tools do ({@code gearadmin}): Gearman's text protocol,
 * of gearmand 1.1 and 2.0. The connection is made when it is first needed, kept, and made anew when
 * it was lost. Thread safe; calls take turns.
 *
 * <p>Every method throws {@link EngineException} if the server does not answer in time, refuses, or
 * answers what is no such answer. Arguments that would be something else to the server, since they
 * hold white space, are refused with an {@link IllegalArgumentException}.
 */
public final class Admin implements AutoCloseable {

  private static final int LONGEST_NAME = 65_536;
  private static final int SHOWN = 200;

  private final String name;
  private final String host;
  private final int port;
  private final Duration timeout;
  private final ReentrantLock turn = new ReentrantLock();

  /** Guarded by {@code turn}. */
  private @Nullable Talk talk;

  /**
   * Nothing is connected by this.
   *
   * @param timeout how long a call may take
   */
  public Admin(String host, int port, Duration timeout) {
    this.host = host;
    this.port = port;
    this.timeout = timeout;
    name = "gearmand at " + host + ":" + port;
  }

  /** The server's version, such as {@code 1.1.20+ds}. */
  public String version() {
    return ask(
        "version",
        talk -> {
          String line = talk.line();
          String version = line.startsWith("OK ") ? line.substring(3) : line;
          if (version.isEmpty() || !Character.isDigit(version.charAt(0))) {
            throw unexpected(line);
          }
          return version;
        });
  }

  /** All functions that the server knows, in no order. */
  public List<FunctionStatus> status() {
    return list("status", FunctionStatus::of);
  }

  /** All connections to the server, this one included, in no order. */
  public List<WorkerLine> workers() {
    return list("workers", WorkerLine::of);
  }

  /** All jobs that the server has, in no order. */
  public List<JobLine> jobs() {
    return list("show jobs", JobLine::of);
  }

  /** The unique keys of all jobs that the server has, in no order. */
  public List<String> uniqueJobs() {
    return list("show unique jobs", row -> row);
  }

  /**
   * Bounds a function: jobs beyond so many are refused. Without effect on a function that the
   * server does not know yet.
   *
   * @param jobs how many may wait or run; 0 for any number
   */
  public void maxqueue(String function, int jobs) {
    ok("maxqueue " + word(function) + " " + jobs);
  }

  /**
   * Bounds a function for each priority: a job is refused where the function has so many jobs,
   * whatever the priority of those. 0 is for any number.
   */
  public void maxqueue(String function, int high, int normal, int low) {
    ok("maxqueue " + word(function) + " " + high + " " + normal + " " + low);
  }

  /**
   * Has the server never hand out a job, and forget it, in its persistent queue at once. One that
   * runs is left alone, unless its worker leaves it.
   *
   * @return false if the server has no such job
   */
  public boolean cancelJob(String handle) {
    return ask(
        "cancel job " + word(handle),
        talk -> {
          String line = talk.line();
          if (!line.equals("OK") && !line.equals("ERR UNKNOWN_JOB")) {
            throw unexpected(line);
          }
          return line.equals("OK");
        });
  }

  /**
   * Has the server forget a function that has neither jobs nor workers. The server does not look
   * whether jobs wait, and breaks if they do: that is the caller's to know. It takes upper case and
   * lower case for the same.
   *
   * @return false if the server has no such function, or somebody works on it
   */
  public boolean dropFunction(String function) {
    return ask(
        "drop function " + word(function),
        talk -> {
          String line = talk.line();
          boolean isRefused =
              line.equals("ERR function not found") || line.startsWith("ERR there are still");
          if (!line.equals("OK") && !isRefused) {
            throw unexpected(line);
          }
          return line.equals("OK");
        });
  }

  private void ok(String question) {
    boolean unused =
        ask(
            question,
            talk -> {
              String line = talk.line();
              if (!line.equals("OK")) {
                throw unexpected(line);
              }
              return true;
            });
  }

  /** A list ends with a dot. A line that is no row by itself is the beginning of an odd name. */
  private <T> List<T> list(String question, Function<String, @Nullable T> reader) {
    return ask(
        question,
        talk -> {
          List<T> rows = new ArrayList<>();
          String row = talk.line();
          while (!row.equals(".")) {
            T read = reader.apply(row);
            if (read != null) {
              rows.add(read);
              row = talk.line();
            } else if ((rows.isEmpty() && row.startsWith("ERR ")) || row.length() > LONGEST_NAME) {
              throw unexpected(row);
            } else {
              String more = talk.line();
              if (more.equals(".")) {
                throw unexpected(row);
              }
              row = row + "\n" + more;
            }
          }
          return rows;
        });
  }

  private static ProtocolException unexpected(String line) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new ProtocolException("it answers \"" + shown + "\"");
  }

  /** What can stand in a question without being two words or two questions. */
  private static String word(String text) {
    if (text.isEmpty() || text.chars().anyMatch(each -> each <= ' ' || each == 127)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" cannot be said in Gearman's text protocol: it is empty, or has spaces");
    }
    return text;
  }

  private <T> T ask(String question, Answer<T> answer) {
    long until = System.nanoTime() + timeout.toNanos();
    turn.lock();
    try {
      boolean isKept = talk != null;
      while (true) {
        Talk open = talk;
        try {
          if (open == null) {
            open = new Talk(new InetSocketAddress(host, port));
            talk = open;
          }
          open.say(question, until);
          return answer.read(open);
        } catch (IOException e) {
          drop();
          // A connection that was kept may have been lost since, as by a restart of the server.
          boolean isStale = isKept && open != null && !open.isAnswered() && !isLate(e);
          if (!isStale) {
            throw problem(question, e);
          }
          isKept = false;
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private static boolean isLate(IOException e) {
    return e instanceof SocketTimeoutException;
  }

  private EngineException problem(String question, IOException e) {
    String what = isLate(e) ? "does not answer" : "cannot be asked";
    String why = isLate(e) ? " in " + timeout : ": " + e.getMessage();
    return new EngineException(name + " " + what + " \"" + question + "\"" + why, e);
  }

  /** Reads an answer. */
  private interface Answer<T> {
    T read(Talk talk) throws IOException;
  }

  private void drop() {
    Talk old = talk;
    talk = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        System.getLogger(Admin.class.getName())
            .log(System.Logger.Level.DEBUG, "closing the connection to " + name, e);
      }
    }
  }

  /** Lets go of the connection. What is asked after that makes another. */
  @Override
  public void close() {
    turn.lock();
    try {
      drop();
    } finally {
      turn.unlock();
    }
  }
}
