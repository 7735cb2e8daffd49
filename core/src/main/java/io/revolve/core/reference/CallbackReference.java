package io.revolve.core.reference;

import org.jspecify.annotations.Nullable;

/**
 * Where a callback's code is: plain data, which any JSON library can write.
 *
 * @param type the binary name of the class that is the callback, or that holds its lambda
 * @param hash the SHA-256 of that class's file, in hexadecimal digits
 * @param lambda which lambda of the class; null if the class itself is the callback
 */
public record CallbackReference(String type, String hash, @Nullable LambdaReference lambda) {}
