package io.revolve.spi;

/**
 * What became of an order.
 *
 * @param accepted whether a new job was made
 * @param id the job's id; where none was made, that of the job that has the unique key or the id
 */
public record Submission(boolean accepted, String id) {}
