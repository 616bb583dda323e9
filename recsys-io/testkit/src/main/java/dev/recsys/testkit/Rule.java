package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * One rule of a contract, as it stands at the start of every failure message.
 *
 * @param text what must hold
 * @param subject what it must hold for, with settings and seed; may be empty
 */
record Rule(String text, String subject) {

    static Rule of(String text) {
        return new Rule(text, "");
    }

    /** The description of an assertion. */
    String with(String detail) {
        String place = subject.isEmpty() ? "" : " [" + subject + "]";
        return "rule broken: " + text + place + (detail.isEmpty() ? "" : " - " + detail);
    }

    /** The result of work that must not fail. */
    <T> T holdsFor(String step, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new AssertionError(with(step + " failed with " + e), e);
        }
    }

    /** What the call throws; an assertion on nothing, which fails, where it throws nothing. */
    AbstractThrowableAssert<?, ? extends Throwable> thrownBy(String detail, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return assertThat(thrown).as(with(detail + (thrown == null ? ": nothing is thrown" : "")));
    }

    void require(boolean holds, String detail) {
        if (!holds) {
            throw new AssertionError(with(detail));
        }
    }

    void requireSameBytes(byte[] actual, byte[] expected, String detail) {
        int at = Arrays.mismatch(actual, expected);
        require(
                at < 0,
                detail + ": files of " + actual.length + " and " + expected.length + " bytes differ from byte " + at);
    }

    void requireSameBits(float actual, float expected, String detail) {
        require(
                Float.floatToRawIntBits(actual) == Float.floatToRawIntBits(expected),
                detail + ": " + actual + " and " + expected + " have different bits");
    }
}
