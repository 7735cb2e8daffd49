/**
 * What a program that uses Revolve compiles against: tasks, clients, workers, messengers and the
 * events between them. Nothing here depends on anything but the JDK; behaviour lives in the core.
 */
@NullMarked
package io.revolve.api;

import org.jspecify.annotations.NullMarked;
