package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * A metric of how often each item was shown, whatever the order of lists and users: it needs the counts only, so several share
 * one {@link Exposure}.
 */
@Experimental
public interface ExposureMetric extends CatalogueMetric {

    /** The value of an exposure that was counted with this {@link #cutoff()}; NaN if it has none. */
    double value(Exposure exposure);

    @Override
    default Accumulator accumulator(ItemFacts facts) {
        return new ExposureAccumulator(this, Exposure.of(facts));
    }
}
