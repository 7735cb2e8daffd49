package io.revolve.provider.gearman;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The names of Gearman's functions: two for each name of work in each queue, so that the server
 * gives a worker only what it can run, and one for each address that is read. Encoded, since the
 * admin protocol separates by white space.
 *
 * @param namespace where links meet
 * @param raw whether a function is the bare name of the work
 */
record Functions(String namespace, boolean raw) {

  /** The queue of all functions that have no prefix. */
  private static final String ONLY = "default";

  private static final String LATER = "!later";

  /** The function of a name of work in a queue. */
  String work(String queue, String name) {
    if (raw) {
      return name;
    }
    return encode(namespace) + "/" + encode(queue) + "/" + encode(name);
  }

  /**
   * The function of the same work for jobs that wait for their time. By itself, since the server
   * counts them as if they could run, and hands out nothing of a lower priority beside them.
   */
  static String later(String work) {
    return work + LATER;
  }

  /** What a worker takes who does some work: what it names last, the server looks for first. */
  List<String> taken(String queue, Set<String> names) {
    List<String> taken = new ArrayList<>();
    names.forEach(name -> taken.add(work(queue, name)));
    if (!raw) {
      names.forEach(name -> taken.add(later(work(queue, name)))); // What is due has waited longer.
    }
    return taken;
  }

  /** Whether that is a function of work in this namespace. */
  boolean isWork(String function) {
    return function.startsWith(encode(namespace) + "/") && function.split("/", -1).length == 3;
  }

  /** Whether that is a function of jobs that wait for their time. */
  static boolean isLater(String function) {
    return function.endsWith(LATER);
  }

  /** The function of jobs that could run. */
  static String now(String work) {
    return isLater(work) ? work.substring(0, work.length() - LATER.length()) : work;
  }

  /** The function of the marks of jobs that were cancelled; nobody works on it. */
  String marks() {
    return encode(namespace) + "!cancelled";
  }

  /** The function of an address. */
  String mailbox(String address) {
    return encode(namespace) + "@" + encode(address);
  }

  /** Whether that is the function of an address in this namespace. */
  boolean isMailbox(String function) {
    return function.startsWith(encode(namespace) + "@");
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
    String[] parts = now(function).split("/", 3);
    return parts.length == 3 ? URLDecoder.decode(parts[index], StandardCharsets.UTF_8) : function;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
