package io.revolve.api;

/**
 * Messages that never arrived: the payload of {@link Events#GAP}.
 *
 * @param missing how many at least
 * @param reason what took them, as far as it is known
 */
public record Gap(long missing, String reason) {}
