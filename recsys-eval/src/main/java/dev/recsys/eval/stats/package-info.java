/**
 * Tests, intervals and corrections over values per user: is a difference between two recommenders more than chance among users
 * explains, how large is it, and how large would it have to be to be seen?
 *
 * <pre>{@code
 * PairedSample sample = PairedSample.of(b.perUser("ndcg@10"), a.perUser("ndcg@10"));
 * double p = TTest.paired(sample).p();
 * Interval interval = Bootstrap.defaults().run(sample).percentile(0.95);
 * double[] adjusted = Correction.HOLM.adjust(p, otherP);
 * }</pre>
 *
 * <p>Pure functions of primitive arrays. What is random has an explicit seed, and results do not depend on the number of threads.
 */
@NullMarked
package dev.recsys.eval.stats;

import org.jspecify.annotations.NullMarked;
