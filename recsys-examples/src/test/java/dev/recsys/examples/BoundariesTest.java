package dev.recsys.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The reference host application uses what any host can use. */
@AnalyzeClasses(packages = "dev.recsys.examples", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule SEES_PUBLIC_PACKAGES_ONLY =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.recsys.internal..");
}
