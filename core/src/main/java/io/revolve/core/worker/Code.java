package io.revolve.core.worker;

import io.revolve.core.messenger.LinkMessenger;
import io.revolve.spi.Body;
import java.util.function.Function;

/**
 * A callback that runs in another JVM.
 *
 * @param reference where its code is
 * @param messengers opens a messenger that it writes to, by its config
 */
public record Code(Body reference, Function<Body, LinkMessenger> messengers) {}
