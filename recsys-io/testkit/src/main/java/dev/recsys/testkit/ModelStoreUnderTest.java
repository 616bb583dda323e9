package dev.recsys.testkit;

import dev.recsys.StoreException;
import dev.recsys.store.ModelStore;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test class says of the model store it tests; the hooks of {@link ModelStoreContract}. */
@ExtendWith(UnexpectedFailures.class)
interface ModelStoreUnderTest {

    /** An empty store. */
    ModelStore store();

    /** Another instance over the same place. */
    ModelStore reopen(ModelStore store);

    /** Runs a check on the store itself, then on another instance over the same place. */
    static void onBoth(ModelStoreUnderTest test, ModelStore store, Consumer<ModelStore> check) {
        check.accept(store);
        check.accept(test.reopen(store));
    }

    /** The call fails for good: repeating it cannot help. */
    static void requireRefused(Rule rule, String detail, ThrowingCallable call) {
        rule.thrownBy(detail, call)
                .asInstanceOf(InstanceOfAssertFactories.throwable(StoreException.class))
                .as(rule.with(detail + ": repeating the call cannot help, so it is not retryable"))
                .matches(e -> !e.isRetryable());
    }
}
