package io.revolve.cli.demo;

import java.util.Map;

/**
 * The result of one task.
 *
 * @param files how many files were read
 * @param words how many words they have
 * @param counts each word, and how often it occurred
 * @param millis how long the attempt took
 */
record Counted(int files, long words, Map<String, Integer> counts, long millis) {}
