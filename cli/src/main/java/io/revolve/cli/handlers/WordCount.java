package io.revolve.cli.handlers;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code word-count}: counts the words of a file, or of every text file of a folder. Payload: the
 * path. Event {@code file} for each file.
 */
public final class WordCount implements Callback {

  private static final long serialVersionUID = 1;

  /** Made by the worker. */
  public WordCount() {}

  @Override
  public Object call(RunningTask task) throws IOException {
    String payload = task.payload(String.class);
    if (payload == null || payload.isBlank()) {
      throw new IllegalArgumentException(
          "word-count needs the path of a file, such as \"README.md\"");
    }
    Path start = Path.of(payload);
    if (!Files.exists(start)) {
      throw new NoSuchFileException(payload, null, "no such file or folder");
    }
    var files = TextFiles.under(start);
    Tally tally = new Tally();
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      task.throwIfCancelled();
      tally.add(TextFiles.read(files.get(i)));
      bytes += Files.size(files.get(i));
      task.write("file", files.get(i).toString());
      task.progress(i + 1, files.size());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("files", files.size());
    result.put("bytes", bytes);
    result.put("words", tally.words());
    result.put("distinct", tally.counts().size());
    result.put("top", tally.top(5, 4));
    return result;
  }
}
