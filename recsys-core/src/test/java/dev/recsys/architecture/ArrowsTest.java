package dev.recsys.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which package of core may see which. The table below is the whole rule: a package sees itself and what its row names,
 * nothing else of ours. A new package needs a row, and a new arrow a page in {@code docs/decisions/}.
 */
class ArrowsTest {

    /**
     * Package to the packages it may see. {@code x*} is {@code x} and all that {@code x} sees, the kernels excepted:
     * those are for models and algorithms only, and are named where they are allowed.
     */
    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        row(table, "root");
        row(table, "internal", "root", "execution");
        row(table, "kernels", "root", "execution", "internal");

        row(table, "parameter", "root", "internal");
        row(table, "execution", "root", "internal");
        row(table, "event", "parameter*", "execution*");
        row(table, "data", "event*");
        row(table, "feature", "data*");
        row(table, "format", "data*");
        row(table, "model", "format*", "kernels");
        row(table, "train", "feature*", "model*");

        // Algorithms never see each other. Only the registry sees them all.
        row(table, "als", "train*", "kernels");
        row(table, "nmf", "train*", "kernels");
        row(table, "knn", "train*", "kernels");
        row(table, "popularity", "train*", "kernels");
        row(table, "algorithm", "train*", "als", "nmf", "knn", "popularity");

        row(table, "recommend", "model*");
        row(table, "rerank", "recommend*");
        row(table, "store", "recommend*");
        row(table, "profile", "store*", "feature*");
        row(table, "pipeline", "store*", "train*", "algorithm");
        row(table, "serve", "store*");
        return table;
    }

    /** The packages under {@code dev.recsys.internal} that count as kernels; the others are for all of core. */
    private static final Set<String> KERNELS = Set.of("math", "simd", "solve");

    private static final String ROOT = "dev.recsys";

    private static final Map<String, Set<String>> MAY_SEE = table();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> packagesSeeOnlyWhatTheirRowNames() {
        return MAY_SEE.entrySet().stream()
                .map(row -> dynamicTest(
                        row.getKey() + " sees only " + row.getValue(),
                        () -> noClasses()
                                .that(are(
                                        "in " + row.getKey(),
                                        type -> rowOf(type).equals(row.getKey())))
                                .should()
                                .dependOnClassesThat(are(
                                        "in a package that the row of " + row.getKey() + " does not name",
                                        type -> isOurs(type)
                                                && !rowOf(type).equals(row.getKey())
                                                && !row.getValue().contains(rowOf(type))))
                                .allowEmptyShould(true)
                                .check(CORE)));
    }

    @Test
    void everyPackageHasARow() {
        Set<String> found = CORE.stream().map(ArrowsTest::rowOf).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).contains("root");
        assertThat(MAY_SEE.keySet()).as("rows of the table in ArrowsTest").containsAll(found);
    }

    @Test
    void coreSeesNothingButItsFourLibraries() {
        classes()
                .that(resideOutsideOfPackage(ROOT + ".internal.simd.vector.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "com.sun.management.." /* what the JVM says of its flags */,
                        "org.slf4j..",
                        "it.unimi.dsi.fastutil..",
                        "org.ejml..",
                        "org.jspecify.."))
                .check(CORE);
    }

    @Test
    void onlyOnePackageNamesTheVectorApi() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + ".internal.simd.vector.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jdk.incubator.vector..", ROOT + ".internal.simd.vector.."))
                .check(CORE);
    }

    private static void row(Map<String, Set<String>> table, String name, String... seen) {
        Set<String> all = new TreeSet<>();
        for (String one : seen) {
            if (one.endsWith("*")) {
                String start = one.substring(0, one.length() - 1);
                all.add(start);
                table.get(start).stream().filter(far -> !far.equals("kernels")).forEach(all::add);
            } else {
                all.add(one);
            }
        }
        table.put(name, all);
    }

    private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static boolean isOurs(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    /** The row that a class of ours falls under: the first part of its package's name after the root. */
    private static String rowOf(JavaClass type) {
        String[] parts = type.getBaseComponentType().getPackageName().split("\\.", -1);
        if (parts.length <= 2) {
            return "root";
        }
        boolean kernel = parts.length > 3 && KERNELS.contains(parts[3]);
        return parts[2].equals("internal") && kernel ? "kernels" : parts[2];
    }
}
