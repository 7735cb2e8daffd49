package io.revolve.provider.redis;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of the contract, on a Cluster of three nodes: {@link RedisClusterTest} at length. */
@Tag("long")
class RedisClusterContractTest extends ProviderContract {

  @TempDir static Path folder;

  @Override
  protected Fixture open() {
    return new Cluster(folder);
  }
}
