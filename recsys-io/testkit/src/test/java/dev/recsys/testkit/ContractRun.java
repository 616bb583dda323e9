package dev.recsys.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class as JUnit would, to see which of its tests fail. */
final class ContractRun {

    private ContractRun() {}

    /** The tests of a class that failed, by method name, with their messages. */
    static Map<String, String> failures(Class<?> tests) {
        return failures(List.of(selectClass(tests)));
    }

    /** Those of the named tests of a class that failed, by method name, with their messages. */
    static Map<String, String> failures(Class<?> tests, String... methods) {
        return failures(
                Stream.of(methods).map(method -> selectMethod(tests, method)).toList());
    }

    private static Map<String, String> failures(List<? extends DiscoverySelector> selectors) {
        Map<String, String> failures = new TreeMap<>();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable()
                        .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
                        .ifPresent(thrown -> failures.put(
                                test.getDisplayName().replace("()", ""), String.valueOf(thrown.getMessage())));
            }
        });
        return failures;
    }
}
