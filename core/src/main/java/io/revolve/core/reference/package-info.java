/**
 * Callbacks as references: where the code of a lambda is, and how another JVM with the same class
 * file finds it again. No code and no Java serialization travels, and nothing here knows an
 * encoding.
 */
@NullMarked
package io.revolve.core.reference;

import org.jspecify.annotations.NullMarked;
