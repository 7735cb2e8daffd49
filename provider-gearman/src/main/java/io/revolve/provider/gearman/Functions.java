package io.revolve.provider.gearman;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The names of Gearman's functions: one for each name of work in each queue, so that the server
 * gives a worker only what it can run, and one for each address that is read. Encoded, since the
 * admin protocol separates by white space.
 *
 * @param namespace where links meet
 * @param raw whether a function is the bare name of the work
 */
record Functions(String namespace, boolean raw) {

  /** The queue of all functions that have no prefix. */
  private static final String ONLY = "default";

  /** The function of a name of work in a queue. */
  String work(String queue, String name) {
    if (raw) {
      return name;
    }
    return encode(namespace) + "/" + encode(queue) + "/" + encode(name);
  }

  /** The function of an address. */
  String mailbox(String address) {
    return encode(namespace) + "@" + encode(address);
  }

  /** The part of a function that names the queue; the whole where it is none of ours. */
  String queue(String function) {
    return raw ? ONLY : part(function, 1);
  }

  /** The part of a function that names the work. */
  String name(String function) {
    return raw ? function : part(function, 2);
  }

  private static String part(String function, int index) {
    String[] parts = function.split("/", 3);
    return parts.length == 3 ? URLDecoder.decode(parts[index], StandardCharsets.UTF_8) : function;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
