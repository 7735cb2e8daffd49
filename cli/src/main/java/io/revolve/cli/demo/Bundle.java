package io.revolve.cli.demo;

import java.util.List;

/**
 * The payload of one task: files to count the words of.
 *
 * @param label what the screen calls it
 * @param files the files' paths
 * @param bytes how large they are together
 * @param pause how long to wait for each byte, in nanoseconds, so that one can watch; 0 for no wait
 * @param failsFirst whether the first attempt fails half way, on purpose
 */
record Bundle(String label, List<String> files, long bytes, double pause, boolean failsFirst) {

  Bundle paced(double nanosPerByte) {
    return new Bundle(label, files, bytes, nanosPerByte, failsFirst);
  }

  Bundle failingFirst() {
    return new Bundle(label, files, bytes, pause, true);
  }
}
