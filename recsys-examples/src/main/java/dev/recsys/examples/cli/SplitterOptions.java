package dev.recsys.examples.cli;

import dev.recsys.eval.split.ColdItems;
import dev.recsys.eval.split.ColdUsers;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.KCore;
import dev.recsys.eval.split.KFold;
import dev.recsys.eval.split.LastRatio;
import dev.recsys.eval.split.LeaveLastOut;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.SplitPlan;
import dev.recsys.eval.split.StrongGeneralization;
import dev.recsys.eval.split.TimeWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a log is split. */
final class SplitterOptions {

    private static final List<String> NAMES = List.of(
            "time",
            "windows",
            "user-last",
            "leave-last-out",
            "random",
            "k-fold",
            "k-fold-users",
            "strong",
            "cold-users",
            "cold-items");

    @Option(
            names = "--split",
            paramLabel = "HOW",
            description = "How --input is split: time (the latest events), windows (several times, each tested after"
                    + " training on what was before), user-last (the latest share of each user's items),"
                    + " leave-last-out (each user's last item), random (of each user's items), k-fold and"
                    + " k-fold-users (cross-validation), strong (users held out, a part of their items folded in),"
                    + " cold-users, cold-items.")
    private @Nullable String how;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "Which share is tested with: of the events for time and each of the windows, of each user's"
                    + " items for user-last and random, of the users for strong and cold-users, of the items for"
                    + " cold-items. Default: 0.2, and 0.05 for windows.")
    private @Nullable Double share;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of what is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--split-at",
            paramLabel = "INSTANT",
            description = "Where time is cut instead of at a share, as 2024-05-01T00:00:00Z: for time, and for cold-users"
                    + " and cold-items, which are then those that are new since.")
    private @Nullable Instant at;

    @Option(names = "--windows", paramLabel = "N", description = "How many windows. Default: 4.")
    private @Nullable Integer windows;

    @Option(
            names = "--window-length",
            paramLabel = "DURATION",
            description = "Length of a window instead of a share, as P7D or PT12H.")
    private @Nullable Duration windowLength;

    @Option(
            names = "--gap",
            paramLabel = "DURATION",
            description = "What is left out just before each window. Default: nothing.")
    private @Nullable Duration gap;

    @Option(
            names = "--train-span",
            paramLabel = "DURATION",
            description = "How far back the training of a window goes. Default: to the first event.")
    private @Nullable Duration trainSpan;

    @Option(names = "--folds", paramLabel = "N", description = "How many folds for k-fold. Default: 5.")
    private @Nullable Integer folds;

    @Option(
            names = "--leave-out",
            paramLabel = "N",
            description = "How many items of each user leave-last-out leaves out. Default: 1.")
    private @Nullable Integer leaveOut;

    @Option(
            names = "--fold-in-share",
            paramLabel = "SHARE",
            description = "Which share of a held-out user's items is shown to the model. Default: 0.8 for strong, nothing"
                    + " for k-fold-users.")
    private @Nullable Double foldInShare;

    @Option(
            names = "--k-core",
            paramLabel = "N[,M]",
            description = "Leaves only users with N items and items with M users (default N), round by round, before the"
                    + " split.")
    private @Nullable String core;

    @Option(
            names = "--k-core-after",
            description = "Reduces only what is trained on; what is tested with stays.")
    private boolean coreAfter;

    @Option(
            names = "--known-users",
            description = "Tests only with events of users who have some in training.")
    private boolean knownUsers;

    boolean isGiven() {
        return how != null;
    }

    boolean onlyKnownUsers() {
        return knownUsers;
    }

    /**
     * What the options ask for.
     *
     * @throws UsageException if they do not go together
     */
    SplitPlan plan() {
        String name = how == null ? "" : how;
        if (!NAMES.contains(name)) {
            String valid = String.join(", ", NAMES);
            throw new UsageException(
                    name.isEmpty()
                            ? "--input needs --split, one of " + valid
                            : "--split '" + name + "' is unknown; valid splits are " + valid);
        }
        only("--split-at", at, "time", "cold-users", "cold-items");
        only("--windows", windows, "windows");
        only("--window-length", windowLength, "windows");
        only("--gap", gap, "windows");
        only("--train-span", trainSpan, "windows");
        only("--folds", folds, "k-fold", "k-fold-users");
        only("--leave-out", leaveOut, "leave-last-out");
        only("--fold-in-share", foldInShare, "strong", "k-fold-users");
        if (share != null && !(share > 0 && share < 1)) {
            throw new UsageException("--test-share must lie between 0 and 1, exclusive, but was " + share);
        }
        try {
            return reduced(plan(name, share == null ? 0.2 : share));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--split " + name + ": " + e.getMessage(), e);
        }
    }

    private void only(String option, @Nullable Object value, String... splits) {
        if (value != null && !List.of(splits).contains(how)) {
            throw new UsageException(
                    option + " does not go with --split " + how + "; it is for " + String.join(", ", splits));
        }
    }

    private SplitPlan plan(String name, double testShare) {
        Instant cut = at;
        return switch (name) {
            case "time" -> cut == null ? GlobalTimeSplit.latest(testShare) : GlobalTimeSplit.at(cut);
            case "windows" -> timeWindows();
            case "user-last" -> LastRatio.perUser(testShare);
            case "leave-last-out" -> LeaveLastOut.of(leaveOut == null ? 1 : leaveOut);
            case "random" -> RandomRatio.perUser(testShare, seed);
            case "k-fold" -> KFold.byPairs(folds == null ? 5 : folds, seed);
            case "k-fold-users" -> userFolds();
            case "strong" -> StrongGeneralization.of(testShare, seed)
                    .withFoldInShare(foldInShare == null ? 0.8 : foldInShare);
            case "cold-users" -> cut == null ? ColdUsers.drawn(testShare, seed) : ColdUsers.since(cut);
            default -> cut == null ? ColdItems.drawn(testShare, seed) : ColdItems.since(cut);
        };
    }

    private TimeWindows timeWindows() {
        int count = windows == null ? 4 : windows;
        if (windowLength != null && share != null) {
            throw new UsageException("--window-length and --test-share both say how long a window is; leave one out");
        }
        TimeWindows plan = windowLength == null
                ? TimeWindows.ofShare(share == null ? 0.05 : share, count)
                : TimeWindows.of(windowLength, count);
        plan = gap == null ? plan : plan.withGap(gap);
        return trainSpan == null ? plan : plan.withTrainingSpan(trainSpan);
    }

    private KFold userFolds() {
        KFold plan = KFold.byUsers(folds == null ? 5 : folds, seed);
        return foldInShare == null ? plan : plan.withFoldInShare(foldInShare);
    }

    private SplitPlan reduced(SplitPlan plan) {
        if (core == null) {
            if (coreAfter) {
                throw new UsageException("--k-core-after needs --k-core");
            }
            return plan;
        }
        String[] minima = core.split(",", -1);
        try {
            int users = Integer.parseInt(minima[0].strip());
            int items = minima.length == 1 ? users : Integer.parseInt(minima[1].strip());
            if (minima.length > 2) {
                throw new NumberFormatException();
            }
            KCore kCore = KCore.of(users, items);
            return coreAfter ? kCore.after(plan) : kCore.before(plan);
        } catch (NumberFormatException e) {
            throw new UsageException("--k-core '" + core + "' is not written N or N,M", e);
        }
    }
}
