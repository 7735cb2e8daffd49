package io.revolve.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** The arrows that must never exist, and why each one must not. */
@AnalyzeClasses(packages = "io.revolve", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  private static final String[] API = {"io.revolve.api..", "io.revolve.spi.."};
  private static final String[] CORE = {"io.revolve", "io.revolve.core.."};
  private static final String PROVIDERS = "io.revolve.provider..";

  // The unnamed package is where ArchUnit puts int[] and its like.
  @ArchTest
  static final ArchRule apiNeedsOnlyTheJdkAndJSpecify =
      classes()
          .that()
          .resideInAnyPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("", "java..", "org.jspecify..", API[0], API[1])
          .because("a dependency of the api is a dependency of every user and every provider");

  @ArchTest
  static final ArchRule apiDoesNotKnowTheCore =
      noClasses()
          .that()
          .resideInAnyPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE)
          .because("the core stands on the api, not the api on the core");

  @ArchTest
  static final ArchRule coreKnowsNoProvider =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PROVIDERS)
          .because("a provider is found through its service file, so that anyone can add one");

  @ArchTest
  static final ArchRule providersDoNotKnowTheCore =
      noClasses()
          .that()
          .resideInAPackage(PROVIDERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE)
          .allowEmptyShould(true)
          .because("providers move bytes, and the core gives them meaning");

  @ArchTest
  static final ArchRule providersDoNotKnowEachOther =
      slices()
          .matching("io.revolve.provider.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true)
          .because("a user takes the providers they want and no other");

  @ArchTest
  static final ArchRule onlyTestsUseTheTestkit =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.revolve.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.revolve.testkit..")
          .because("the testkit brings JUnit with it");

  @ArchTest
  static final ArchRule redisStaysInItsProvider =
      // The benchmarks race against the bare client.
      confined("redis.clients..", "io.revolve.provider.redis..", "io.revolve.bench.redis..");

  @ArchTest
  static final ArchRule memcachedStaysInItsProvider =
      confined("net.spy..", "io.revolve.provider.memcached..", "io.revolve.bench.memcached..");

  @ArchTest
  static final ArchRule gearmanStaysInItsProvider =
      confined("org.gearman..", "io.revolve.provider.gearman..");

  @ArchTest
  static final ArchRule guiceStaysInTheWiring =
      // The kit hands Make its wrapped providers in a module, as any user may.
      confined(
          "com.google.inject..", "io.revolve", "io.revolve.core.wiring..", "io.revolve.testkit..");

  @ArchTest
  static final ArchRule jacksonStaysInTheCodec =
      // The bench measures a bare pool beside Revolve, with the same Jackson.
      confined("com.fasterxml.jackson..", "io.revolve.core.codec..", "io.revolve.bench..");

  @ArchTest
  static final ArchRule nothingIsDeserializedByJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .because("code is named, never shipped, and bytes from outside make no objects");

  private static ArchRule confined(String vendor, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(vendor)
        .because("types of " + vendor + " live in " + String.join(", ", homes) + " only");
  }
}
