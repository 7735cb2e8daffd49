package io.revolve.testkit;

import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import java.util.function.UnaryOperator;

/**
 * What is put around each link that a provider opens, to count, to delay or to break.
 *
 * @param jobs takes the provider's job link and gives the one to be used
 * @param messages likewise for a message link
 */
public record Links(UnaryOperator<JobLink> jobs, UnaryOperator<MessageLink> messages) {

  /** Leaves the links as they are. */
  public static final Links PLAIN = new Links(link -> link, link -> link);

  /** Changes job links alone. */
  public static Links jobs(UnaryOperator<JobLink> jobs) {
    return new Links(jobs, link -> link);
  }

  /** Changes message links alone. */
  public static Links messages(UnaryOperator<MessageLink> messages) {
    return new Links(link -> link, messages);
  }
}
