package dev.recsys.feature;

import dev.recsys.Stable;

/** How the events of one user with one item become one strength. */
@Stable
public enum Aggregation {
    /** The sum of their contributions. */
    SUM,
    /** The largest contribution. */
    MAX,
    /** The contribution of the latest event; needs times. */
    LAST,
    /** The sum of their contributions with every event's own weight taken as 1. */
    COUNT
}
