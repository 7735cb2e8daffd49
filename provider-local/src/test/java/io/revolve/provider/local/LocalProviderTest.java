package io.revolve.provider.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.UnsupportedFeatureException;
import io.revolve.spi.Capability;
import io.revolve.spi.Provider;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LocalProviderTest {
  @Test
  void itIsFoundByItsServiceFile() {
    List<Provider> found =
        ServiceLoader.load(Provider.class).stream().map(ServiceLoader.Provider::get).toList();
    assertTrue(found.stream().anyMatch(LocalProvider.class::isInstance));
  }

  @Test
  void itDoesEverythingButRunCodeAndOutliveTheJvm() {
    LocalProvider provider = new LocalProvider();
    EnumSet<Capability> missing = EnumSet.allOf(Capability.class);
    missing.removeAll(provider.capabilities().all());
    assertEquals(EnumSet.of(Capability.RUNS, Capability.DURABLE, Capability.LIMITS), missing);
    assertEquals("local", provider.name());
    assertThrows(UnsupportedFeatureException.class, () -> provider.runs(null));
  }
}
