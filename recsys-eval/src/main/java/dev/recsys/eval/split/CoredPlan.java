package dev.recsys.eval.split;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import java.util.ArrayList;
import java.util.List;

/** A plan with a k-core before it, or after it on what is trained on. */
final class CoredPlan implements SplitPlan {

    private final KCore core;
    private final SplitPlan plan;
    private final boolean isBefore;

    CoredPlan(KCore core, SplitPlan plan, boolean isBefore) {
        this.core = core;
        this.plan = plan;
        this.isBefore = isBefore;
    }

    @Override
    public <U, I> List<Split<U, I>> splits(EventLog<U, I> log) {
        return isBefore ? ofCore(log) : trimmed(log);
    }

    private <U, I> List<Split<U, I>> ofCore(EventLog<U, I> log) {
        KCoreResult<U, I> result = core.reduce(log);
        if (result.log().size() == 0) {
            throw new DataException(
                    "split of " + log.rejections().source(),
                    "no event is left in the " + core,
                    "ask for fewer items per user or users per item, or use more data");
        }
        List<Split<U, I>> splits = new ArrayList<>();
        for (Split<U, I> split : plan.splits(result.log())) {
            String text = core + " before the split (" + result + "), then " + split.description();
            splits.add(split.spreadOver(log, row -> result.keeps(log.user(row), log.item(row)))
                    .withDescription(text));
        }
        return List.copyOf(splits);
    }

    private <U, I> List<Split<U, I>> trimmed(EventLog<U, I> log) {
        List<Split<U, I>> splits = new ArrayList<>();
        for (Split<U, I> split : plan.splits(log)) {
            Split<U, I> trimmed = trimmed(split);
            splits.add(split.validation()
                    .map(validation -> trimmed.withValidation(trimmed(validation)))
                    .orElse(trimmed));
        }
        return List.copyOf(splits);
    }

    private <U, I> Split<U, I> trimmed(Split<U, I> split) {
        EventLog<U, I> log = split.log();
        KCoreResult<U, I> result = core.reduce(split.train());
        String text = split.description() + ", then " + core + " of what is trained on (" + result + ")";
        return split.withoutRows(SplitPart.TRAIN, row -> !result.keeps(log.user(row), log.item(row)), text);
    }

    @Override
    public String description() {
        return isBefore
                ? core + " before the split, then " + plan.description()
                : plan.description() + ", then " + core + " of what is trained on";
    }

    @Override
    public String toString() {
        return description();
    }
}
