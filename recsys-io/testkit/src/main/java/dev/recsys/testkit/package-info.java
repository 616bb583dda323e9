/**
 * Contract tests that any implementation of the library's interfaces can inherit, and seeded data to test with.
 *
 * <p>A test class implements one contract, says what is to be tested, and inherits every test:
 *
 * <pre>{@code
 * class MyAlgorithmTest implements AlgorithmContract<MyConfig, MyModel> {
 *     @Override
 *     public Algorithm<MyConfig, MyModel> algorithm() {
 *         return new MyAlgorithm();
 *     }
 * }
 * }</pre>
 *
 * <p>Every failure begins with the rule that is broken. Needed on the test class path: JUnit Jupiter and AssertJ.
 */
@NullMarked
package dev.recsys.testkit;

import org.jspecify.annotations.NullMarked;
