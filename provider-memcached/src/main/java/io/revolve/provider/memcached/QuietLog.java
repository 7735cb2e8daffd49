package io.revolve.provider.memcached;

import net.spy.memcached.compat.log.AbstractLogger;
import net.spy.memcached.compat.log.Level;
import net.spy.memcached.compat.log.LoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the client logs to the JVM's own logging, as debugging: it says on the standard error
 * otherwise what {@link Server} tells its callers in exceptions.
 */
public final class QuietLog extends AbstractLogger {

  private static final String PROPERTY = "net.spy.log.LoggerImpl";

  private final System.Logger logger;

  /** Asked once: the client asks some fifty times for each call. */
  private final boolean fine;

  private final boolean finest;

  /** A logger of a name; the client makes these. */
  public QuietLog(String name) {
    super(name);
    logger = System.getLogger(name);
    fine = logger.isLoggable(System.Logger.Level.DEBUG);
    finest = logger.isLoggable(System.Logger.Level.TRACE);
  }

  /**
   * Makes the client log through this class, unless a program has chosen another. The client knows
   * no other way than a system property, which it reads once: it is there for that moment only.
   */
  static synchronized void install() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, QuietLog.class.getName());
      try {
        Object unused = LoggerFactory.getLogger(QuietLog.class);
      } finally {
        System.clearProperty(PROPERTY);
      }
    }
  }

  @Override
  public boolean isDebugEnabled() {
    return finest;
  }

  @Override
  public boolean isInfoEnabled() {
    return fine;
  }

  @Override
  public boolean isTraceEnabled() {
    return finest;
  }

  @Override
  public void log(Level level, Object message, @Nullable Throwable error) {
    boolean detail = level == Level.TRACE || level == Level.DEBUG;
    logger.log(
        detail ? System.Logger.Level.TRACE : System.Logger.Level.DEBUG,
        () -> String.valueOf(message),
        error);
  }
}
