package dev.recsys.eval;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.recsys.Experimental;
import dev.recsys.Stable;
import dev.recsys.pipeline.Contender;
import dev.recsys.pipeline.Evaluator;
import dev.recsys.pipeline.Measurements;

/** What this module may see of the others: core's public packages up to recommending, no adapter. */
@AnalyzeClasses(packages = "dev.recsys.eval", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule SEES_PUBLIC_PACKAGES_ONLY =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.recsys.internal..");

    @ArchTest
    static final ArchRule SEES_NO_SIBLING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.recsys.io..", "dev.recsys.testkit..", "dev.recsys.store..", "dev.recsys.serve..");

    /** What a pipeline asks of whoever measures for it; see docs/decisions/0012-evaluators-for-pipelines.md. */
    @ArchTest
    static final ArchRule SEES_OF_PIPELINES_ONLY_WHAT_AN_EVALUATOR_IS = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.recsys.pipeline..")
                    .and(not(belongToAnyOf(Evaluator.class, Contender.class, Measurements.class))));

    @ArchTest
    static final ArchRule EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .beAnnotatedWith(Stable.class)
            .orShould()
            .beAnnotatedWith(Experimental.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
