package dev.recsys.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.recsys.Experimental;
import dev.recsys.Stable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Names and habits that hold for every class of core. */
@AnalyzeClasses(
        packages = "dev.recsys",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class NamingTest {

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_IS_INSIDE = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Impl|Manager|Common)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_IS_INSIDE = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..");

    @ArchTest
    static final ArchRule ACCESSORS_ARE_BARE = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and(not(overridingForeignMethods()))
            .should()
            .haveNameMatching("get\\p{Lu}.*")
            .allowEmptyShould(true)
            .as("accessors are bare: factors(), not getFactors()");

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .allowEmptyShould(true)
            .as("there is no static mutable state");

    @ArchTest
    static final ArchRule NO_JAVA_SERIALIZATION = noClasses()
            .that()
            .areNotAssignableTo(Throwable.class)
            .and()
            .areNotEnums()
            .should(nameSerializableThemselves())
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectOutputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule NO_HIDDEN_RANDOMNESS = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .because("the same seed must give the same bits");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule ONE_LOGGING_API = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and(not(resideInAPackage("dev.recsys.internal..")))
            .should()
            .beAnnotatedWith(Stable.class)
            .orShould()
            .beAnnotatedWith(Experimental.class);

    @ArchTest
    static final ArchRule NULL_IS_NEVER_A_VALUE =
            classes().that().areTopLevelClasses().should(resideInANullMarkedPackage());

    private static DescribedPredicate<JavaMethod> overridingForeignMethods() {
        return describe(
                "overriding a method of a type that is not ours",
                method -> supertypes(method.getOwner())
                        .filter(type -> !type.getPackageName().startsWith("dev.recsys"))
                        .anyMatch(type -> type.getMethods().stream()
                                .anyMatch(inherited -> inherited.getName().equals(method.getName())
                                        && inherited.getRawParameterTypes().size()
                                                == method.getRawParameterTypes().size())));
    }

    private static Stream<JavaClass> supertypes(JavaClass type) {
        return Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream());
    }

    /** A class that inherits the interface from the JDK, as a fork-join task does, cannot help it. */
    private static ArchCondition<JavaClass> nameSerializableThemselves() {
        return new ArchCondition<>("name Serializable themselves") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean named =
                        type.getRawInterfaces().stream().anyMatch(one -> one.isEquivalentTo(Serializable.class));
                events.add(new SimpleConditionEvent(type, named, type.getDescription() + " names Serializable"));
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package with @NullMarked in its package-info.java") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " lacks a package-info.java with @NullMarked"));
            }
        };
    }
}
