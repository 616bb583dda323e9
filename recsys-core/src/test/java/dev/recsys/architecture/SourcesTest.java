package dev.recsys.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads the sources of all published modules: every public type and method has a comment, and no class grows endless.
 *
 * <p>That comments are well formed is the compiler's business (doclint). Their presence is tested here because doclint
 * cannot ask for a comment without asking for every {@code @param} and {@code @return} too.
 */
class SourcesTest {

    private static final int MOST_LINES = 600;

    @ParameterizedTest
    @ValueSource(strings = {"recsys-core", "recsys-eval", "recsys-io/files", "recsys-io/jdbc"})
    void publicTypesAndMethodsHaveAComment(String module) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources(module)));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                if (!String.valueOf(unit.getPackageName()).startsWith("dev.recsys.internal")) {
                    new MissingComments(comments, missing).scan(unit, null);
                }
            }
        }
        assertThat(missing).as("public, but without a comment").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recsys-core", "recsys-eval", "recsys-io/files", "recsys-io/jdbc", "recsys-io/testkit"})
    void classesStayReadable(String module) throws IOException {
        for (Path source : sources(module)) {
            assertThat(Files.readAllLines(source))
                    .as("lines of %s: a class this long does more than one thing", source.getFileName())
                    .hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        try (Stream<Path> all = Files.walk(Path.of(root, module, "src/main/java"))) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Walks over public types only, as a reader of the API would. */
    private static final class MissingComments extends TreePathScanner<Void, Void> {

        private final DocTrees comments;
        private final List<String> missing;

        MissingComments(DocTrees comments, List<String> missing) {
            this.comments = comments;
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean constructor = method.getReturnType() == null;
            if (!constructor && isPublic(method.getModifiers()) && !overrides(method)) {
                check(method.getName() + "()");
            }
            return null;
        }

        /** Whether it says so, or stands in an interface, where everything is public that is not private. */
        private boolean isPublic(ModifiersTree modifiers) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean inInterface =
                    parent.getKind() == Tree.Kind.INTERFACE || parent.getKind() == Tree.Kind.ANNOTATION_TYPE;
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private static boolean overrides(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(one -> one.getAnnotationType().toString().equals("Override"));
        }

        private void check(String name) {
            if (comments.getDocComment(getCurrentPath()) == null) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long position = comments.getSourcePositions()
                        .getStartPosition(unit, getCurrentPath().getLeaf());
                missing.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ":"
                        + unit.getLineMap().getLineNumber(position) + " " + name);
            }
        }
    }
}
