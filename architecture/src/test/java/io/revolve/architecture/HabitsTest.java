package io.revolve.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** What every class of ours keeps to, whichever module it is in. */
@AnalyzeClasses(packages = "io.revolve", importOptions = DoNotIncludeTests.class)
class HabitsTest {
  private static final String GENERATED = "..jmh_generated..";

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .beFinal()
          .because("nothing in Revolve is static and mutable: two Makes must not meet");

  @ArchTest
  static final ArchRule staticFieldsHoldNoState =
      noFields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .haveRawType(are(thatHoldState()))
          .because("nothing in Revolve is static and mutable, and final does not make it so");

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .and()
          .resideOutsideOfPackage(GENERATED)
          .should(liveInANullMarkedPackage())
          .because("where nothing says so, nothing is null");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .that()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .haveNameMatching(".*(Util|Utils|Manager|Impl)")
          .because("a real name exists");

  private static DescribedPredicate<JavaClass> thatHoldState() {
    return DescribedPredicate.describe(
        "atomics, thread locals or concurrent collections",
        type ->
            type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || (type.getPackageName().equals("java.util.concurrent")
                    && (type.isAssignableTo(Map.class) || type.isAssignableTo(Iterable.class))));
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        String message = type.getPackageName() + " of " + type.getName() + " is not @NullMarked";
        events.add(new SimpleConditionEvent(type, marked, message));
      }
    };
  }
}
