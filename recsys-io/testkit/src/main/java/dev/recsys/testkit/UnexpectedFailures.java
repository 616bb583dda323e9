package dev.recsys.testkit;

import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Names the rule, by the name of the test, where what is tested fails in a way the test did not expect. */
final class UnexpectedFailures implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
        if (thrown instanceof AssertionError || thrown instanceof TestAbortedException) {
            throw thrown;
        }
        String rule = test.getRequiredTestMethod()
                .getName()
                .replaceAll("(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT);
        throw new AssertionError(Rule.of(rule).with("failed with " + thrown), thrown);
    }
}
