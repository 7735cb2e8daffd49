package io.revolve.testkit;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import io.revolve.Make;
import io.revolve.spi.Provider;
import java.util.List;

/**
 * Makes a {@link Make} that knows more providers: the one place of the kit in which Guice shows.
 */
final class Wiring {

  private Wiring() {}

  static Make make(List<Provider> providers) {
    Module module =
        binder -> {
          Multibinder<Provider> all = Multibinder.newSetBinder(binder, Provider.class);
          providers.forEach(provider -> all.addBinding().toInstance(provider));
        };
    return providers.isEmpty() ? new Make() : new Make(module);
  }
}
