package dev.recsys.pipeline;

import dev.recsys.Experimental;

/** What a training starts from. */
@Experimental
public enum TrainMode {
    /** From nothing but the events. */
    FULL,
    /** From the live version: its factors are where the iterations begin, new users and items are added. */
    WARM,
    /**
     * From the live version, and only what new events touched is trained again; all of it where too much was touched or
     * the rest drifted too far.
     */
    DELTA
}
