package dev.recsys.eval.stats;

import dev.recsys.Experimental;

/** Which paired test gives the p of a comparison. */
@Experimental
public enum PairedTest {
    /** {@link TTest#paired}: one pass over the users, however many, and no smallest p. The default. */
    T {
        @Override
        public double p(PairedSample sample) {
            return TTest.paired(sample).p();
        }
    },
    /** {@link SignFlipTest} with its defaults: assumes no distribution; up to a second for 100,000 users. */
    SIGN_FLIP {
        @Override
        public double p(PairedSample sample) {
            return SignFlipTest.defaults().test(sample).p();
        }
    },
    /** {@link WilcoxonTest} with its defaults: of ranks, not of the mean. */
    WILCOXON {
        @Override
        public double p(PairedSample sample) {
            return WilcoxonTest.defaults().test(sample).p();
        }
    },
    /** {@link SignTest}: of how many win, not of by how much. */
    SIGN {
        @Override
        public double p(PairedSample sample) {
            return SignTest.of(sample).p();
        }
    };

    /** The two-sided p of paired differences. */
    public abstract double p(PairedSample sample);
}
