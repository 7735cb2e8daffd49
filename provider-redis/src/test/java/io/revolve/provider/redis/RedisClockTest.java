package io.revolve.provider.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every time is the server's, so that clocks which differ cannot matter: neither does the provider
 * ask for the time of day, nor does a script take one.
 */
@Tag("once")
@AnalyzeClasses(packages = "io.revolve.provider.redis", importOptions = DoNotIncludeTests.class)
class RedisClockTest {

  @ArchTest
  static final ArchRule noTimeOfDay =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("the clocks of clients and workers may be wrong");

  @Test
  void scriptsAskTheServerForTheTime() {
    for (Script script : Script.values()) {
      String source = script.source(false);
      assertFalse(source.contains("os."), script + " asks for another time");
      assertEquals(2, source.split("'TIME'", -1).length, script + " asks the server in one place");
    }
  }
}
