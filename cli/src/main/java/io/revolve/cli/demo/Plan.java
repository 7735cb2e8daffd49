package io.revolve.cli.demo;

import io.revolve.cli.handlers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the demo is going to do.
 *
 * @param root the folder
 * @param files the files in it
 * @param hurried the bundle that is slow until the client tells it to hurry: the largest
 * @param others the other bundles; the first of them fails at first
 * @param hashing the task that will be cancelled
 * @param slots how many tasks run at a time
 * @param cancelAt the part after which it is
 */
record Plan(
    Path root,
    List<Path> files,
    Bundle hurried,
    List<Bundle> others,
    Hashing hashing,
    int slots,
    double cancelAt) {

  /** How many bundles to aim for; the borders of folders make it half as many again. */
  private static final int TASKS = 26;

  /** How long the whole should take when it is paced, about. */
  private static final double SECONDS = 7;

  /** Told to hurry at this part, it goes on so many times as fast. */
  static final double HURRY_AT = 0.3;

  static final int HURRY = 4;

  /**
   * Plans.
   *
   * @param fast whether to work as fast as possible, instead of so that one can watch
   * @throws IOException if there is no such folder
   * @throws NothingToReadException if there is no text file in it
   */
  static Plan of(Path root, boolean fast, int slots) throws IOException, NothingToReadException {
    List<Path> files = TextFiles.under(root);
    if (files.isEmpty()) {
      throw new NothingToReadException("there is no text file under " + root);
    }
    List<Bundle> bundles = new ArrayList<>(Bundles.of(root, files, TASKS));
    Bundle largest = bundles.stream().max(Comparator.comparingLong(Bundle::bytes)).orElseThrow();
    bundles.remove(largest);
    double average = SECONDS * 1e9 * slots / (bundles.size() + 4);
    long bytes =
        Math.max(1, bundles.stream().mapToLong(Bundle::bytes).sum() / Math.max(1, bundles.size()));
    bundles.replaceAll(
        bundle -> {
          double share = (double) bundle.bytes() / bytes;
          double pause = fast ? 0 : average * Math.min(2.2, Math.max(0.3, share));
          return bundle.paced(pause / Math.max(1, bundle.bytes()));
        });
    if (!bundles.isEmpty()) {
      bundles.set(0, bundles.get(0).failingFirst());
    }
    double slow = fast ? 0 : average * 7 / largest.bytes();
    return new Plan(
        root,
        files,
        largest.paced(slow),
        bundles,
        new Hashing(largest.files().get(0), fast ? 100_000 : 10, fast ? 1 : 500),
        slots,
        fast ? 0 : 0.4);
  }
}
