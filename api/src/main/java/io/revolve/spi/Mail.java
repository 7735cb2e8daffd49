package io.revolve.spi;

import java.util.List;

/**
 * What was read at an address.
 *
 * @param parcels the messages, in order
 * @param position where to read on
 * @param lost how many messages at least were dropped unread before these, by a bound or by an
 *     engine that forgets; coalesced ones do not count
 */
public record Mail(List<Parcel> parcels, String position, long lost) {

  /** The position before the first message that is kept. */
  public static final String START = "";

  /** Nothing new since a position. */
  public static Mail none(String position) {
    return new Mail(List.of(), position, 0);
  }
}
