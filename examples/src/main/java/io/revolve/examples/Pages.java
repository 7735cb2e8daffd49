package io.revolve.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A small web site on a free port of this machine, each page of which takes its time. */
final class Pages implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Duration delay;

  Pages(Duration delay) throws IOException {
    this.delay = delay;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/pages/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** The addresses of pages 1 to n. */
  List<String> addresses(int n) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> "http://" + host + ":" + address.getPort() + "/pages/" + i)
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String page = exchange.getRequestURI().getPath().substring("/pages/".length());
    byte[] html =
        ("<html><head><title>Chapter " + page + " &amp; verse</title></head></html>")
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      Thread.sleep(delay.toMillis());
      exchange.sendResponseHeaders(200, html.length);
      exchange.getResponseBody().write(html);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
