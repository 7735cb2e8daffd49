package io.revolve.cli.demo;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Hashes a file again and again until somebody cancels it. */
final class HashFile implements Callback {

  static final String NAME = "hash-file";

  /** Sent to the client: the round that was done. */
  static final String ROUND = "round";

  private static final long serialVersionUID = 1;

  @Override
  public Object call(RunningTask task)
      throws IOException, NoSuchAlgorithmException, InterruptedException {
    Hashing order = Objects.requireNonNull(task.payload(Hashing.class));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int round = 1; round <= order.rounds(); round++) {
      task.throwIfCancelled();
      digest.update(Files.readAllBytes(Path.of(order.file())));
      task.write(ROUND, round);
      Thread.sleep(order.pause());
      task.progress(round, order.rounds());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
