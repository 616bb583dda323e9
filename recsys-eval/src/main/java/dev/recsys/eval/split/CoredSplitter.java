package dev.recsys.eval.split;

import dev.recsys.event.EventLog;

/** A {@link CoredPlan} of a splitter. */
final class CoredSplitter implements Splitter {

    private final CoredPlan plan;

    CoredSplitter(CoredPlan plan) {
        this.plan = plan;
    }

    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        return plan.splits(log).get(0);
    }

    @Override
    public String description() {
        return plan.description();
    }

    @Override
    public String toString() {
        return description();
    }
}
