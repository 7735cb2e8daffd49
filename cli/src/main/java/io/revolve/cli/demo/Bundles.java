package io.revolve.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cuts a list of files into about so many bundles, neighbours together. */
final class Bundles {

  private final Path root;
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Bundle> made = new ArrayList<>();

  private Bundles(Path root) {
    this.root = root;
  }

  /**
   * Cuts.
   *
   * @param root what the labels are relative to
   * @param files in the order of their paths
   * @param many how many bundles to aim for
   */
  static List<Bundle> of(Path root, List<Path> files, int many) throws IOException {
    long all = 0;
    for (Path file : files) {
      all += Files.size(file);
    }
    long share = Math.max(1, all / many);
    Bundles bundles = new Bundles(root);
    List<Path> open = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      long size = Files.size(file);
      boolean full = bytes + size / 2 > share || files.size() <= many;
      boolean begun = !open.isEmpty();
      if (begun && (full || bundles.apart(open.get(0), file, bytes * 2 > share))) {
        bundles.add(open, bytes);
        open = new ArrayList<>();
        bytes = 0;
      }
      open.add(file);
      bytes += size;
    }
    if (!open.isEmpty()) {
      bundles.add(open, bytes);
    }
    return bundles.made;
  }

  /** Whether a bundle ends between two files: never over a module, and if large at a folder. */
  private boolean apart(Path one, Path other, boolean large) {
    Path relative = root.relativize(one);
    boolean modules =
        relative.getNameCount() > 1
            && !relative.getName(0).equals(root.relativize(other).getName(0));
    boolean inRoot = relative.getNameCount() == 1 && root.relativize(other).getNameCount() > 1;
    return modules || inRoot || (large && !Objects.equals(one.getParent(), other.getParent()));
  }

  private void add(List<Path> files, long bytes) {
    String label = label(files);
    int again = labels.merge(label, 1, Integer::sum);
    made.add(
        new Bundle(
            again == 1 ? label : label + " (" + again + ")",
            files.stream().map(Path::toString).toList(),
            bytes,
            0,
            false));
  }

  /** The file, or the folder that has them all. */
  private String label(List<Path> files) {
    Path first = root.relativize(files.get(0));
    if (files.size() == 1) {
      return shortened(first);
    }
    Path folder = first.getParent();
    for (Path file : files) {
      folder = common(folder, root.relativize(file));
    }
    return folder == null ? String.valueOf(root.getFileName()) : shortened(folder);
  }

  /** The ends of a long path: what is between them is the same for most. */
  private static String shortened(Path path) {
    int names = path.getNameCount();
    return names <= 4
        ? path.toString()
        : path.getName(0) + "/.../" + path.subpath(names - 2, names);
  }

  private static @Nullable Path common(@Nullable Path folder, Path file) {
    Path common = folder;
    while (common != null && !file.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }
}
