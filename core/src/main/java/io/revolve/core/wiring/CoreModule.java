package io.revolve.core.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.revolve.core.codec.Codec;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.reference.ReferenceWriter;
import io.revolve.core.task.Ids;
import io.revolve.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** What Make binds. A user's module may add providers to the set of {@link Provider}. */
public final class CoreModule extends AbstractModule {

  private final boolean bindsProviders;

  /**
   * What Make binds.
   *
   * @param bindsProviders whether the set of providers is to be bound: not below an injector that
   *     has one
   */
  public CoreModule(boolean bindsProviders) {
    this.bindsProviders = bindsProviders;
  }

  @Override
  protected void configure() {
    if (bindsProviders) {
      Multibinder.newSetBinder(binder(), Provider.class);
    }
    bind(Ids.class).toInstance(new Ids());
  }

  @Provides
  @Singleton
  Codec codec() {
    return new Codec();
  }

  @Provides
  @Singleton
  WireFormat format(Codec codec) {
    return new WireFormat(codec);
  }

  /** The user's own, and those on the class path whose names they do not take. */
  @Provides
  @Singleton
  List<Provider> providers(Set<Provider> own) {
    List<Provider> all = new ArrayList<>(own);
    for (Provider found : ServiceLoader.load(Provider.class)) {
      if (own.stream().noneMatch(provider -> provider.name().equals(found.name()))) {
        all.add(found);
      }
    }
    return Kept.complete(all);
  }

  @Provides
  @Singleton
  ReferenceWriter references(References references) {
    return new ReferenceWriter(references);
  }

  @Provides
  @Singleton
  KnownProviders known(List<Provider> providers) {
    return new KnownProviders(providers);
  }
}
