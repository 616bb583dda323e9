package dev.recsys.eval.report;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.Rules;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the numbers say, in words. */
final class Verdicts {

    private static final int FEW_USERS = 100;
    private static final int FEW_DIFFER = 30;
    private static final double MANY_TIES = 0.1;
    private static final double MANY_UNKNOWN = 0.2;
    private static final double MANY_NEW = 0.1;

    private final Measured<?, ?> measured;
    private final Contrasts contrasts;
    private final String metric;

    Verdicts(Measured<?, ?> measured, Contrasts contrasts) {
        this.measured = measured;
        this.contrasts = contrasts;
        this.metric = measured.primary().name();
    }

    /** A summary, then a sentence for each challenger. */
    List<String> verdict() {
        List<String> sentences = new ArrayList<>();
        List<String> judged = judged();
        sentences.add(summary(judged));
        new Answered<>(measured).sentence(judged).ifPresent(sentences::add);
        judged.forEach(system -> sentences.add(sentence(system)));
        measured.systems().stream()
                .filter(system -> !judged.contains(system) && is(system, Outcome.BETTER))
                .forEach(system -> sentences.add("Mind that even a reference is better: " + sentence(system)));
        return sentences;
    }

    /** The challengers; where there is none, the references. */
    private List<String> judged() {
        List<String> challengers = measured.challengers();
        return !challengers.isEmpty()
                ? challengers
                : measured.systems().stream()
                        .filter(system -> !system.equals(measured.baseline()))
                        .toList();
    }

    private String summary(List<String> judged) {
        String baseline = measured.baseline();
        double base = measured.result(baseline).value(metric);
        if (judged.isEmpty()) {
            return baseline + " has " + Numbers.value(base) + " on " + metric
                    + "; there is no other system to compare it with.";
        }
        long better = judged.stream().filter(one -> is(one, Outcome.BETTER)).count();
        long worse = judged.stream().filter(one -> is(one, Outcome.WORSE)).count();
        String counts;
        if (judged.size() == 1) {
            counts = judged.get(0)
                    + (better == 1
                            ? " is better than "
                            : worse == 1 ? " is worse than " : " is not shown to differ from ")
                    + baseline + " on " + metric;
        } else {
            long open = judged.size() - better - worse;
            counts = "Of " + judged.size() + " systems, " + (better == 0 ? "none" : better)
                    + (better > 1 ? " are" : " is") + " better than " + baseline + " on " + metric
                    + (worse > 0 ? ", " + worse + (worse > 1 ? " are" : " is") + " worse" : "")
                    + (open > 0 ? ", and for " + open + " no difference was shown" : "");
        }
        String best = best();
        return counts + ". The best value is that of " + best + ", "
                + Numbers.value(measured.result(best).value(metric)) + ".";
    }

    private boolean is(String system, Outcome outcome) {
        return contrasts
                .find(metric, system)
                .filter(one -> one.outcome() == outcome)
                .isPresent();
    }

    private String best() {
        boolean less = measured.primary().direction() == Direction.LOWER_IS_BETTER;
        String best = measured.baseline();
        for (String system : measured.systems()) {
            double value = measured.result(system).value(metric);
            double least = measured.result(best).value(metric);
            best = (less ? value < least : value > least) || Double.isNaN(least) ? system : best;
        }
        return best;
    }

    private String sentence(String system) {
        Optional<Contrast> found = contrasts.find(metric, system);
        String baseline = measured.baseline();
        if (found.isEmpty()) {
            return system + " cannot be compared with " + baseline + ": no user has a value of " + metric + " in both.";
        }
        Contrast contrast = found.get();
        double base = measured.result(baseline).value(metric);
        double value = measured.result(system).value(metric);
        String values = " (" + Numbers.value(value) + " against " + Numbers.value(base)
                + (base > 0 ? ", " + Numbers.percent(contrast.difference().value() / base) : "") + ")";
        String test = Numbers.difference(contrast.difference()) + ", 95 % interval; "
                + Numbers.p(contrast.tests().adjustedP()) + family() + ".";
        var counts = contrast.counts();
        boolean neutral = measured.primary().direction() == Direction.NEUTRAL;
        String users = " Of " + Numbers.count(counts.users(), "user") + (neutral ? " it is higher for " : " it wins ")
                + Numbers.count(counts.wins()) + ", ties " + Numbers.count(counts.ties())
                + (neutral ? " and is lower for " : " and loses ") + Numbers.count(counts.losses()) + ".";
        if (contrast.outcome() == Outcome.UNDECIDED) {
            return "No difference between " + system + " and " + baseline + " on " + metric + " was shown" + values
                    + ": " + test + border(contrast) + users + detectable(contrast);
        }
        return system + " is " + contrast.outcome().word() + " than " + baseline + " on " + metric + values + ": "
                + test + users;
    }

    private String family() {
        int size = contrasts.primaryFamily();
        return size > 1 ? " after Holm over " + size + " comparisons" : "";
    }

    /** What an interval that excludes 0 means where the test shows nothing. */
    private String border(Contrast contrast) {
        var difference = contrast.difference();
        if (!difference.hasInterval() || (difference.low() <= 0 && difference.high() >= 0)) {
            return "";
        }
        int size = contrasts.primaryFamily();
        return size > 1
                ? " The interval is for one comparison alone; after adjusting for " + size
                        + " comparisons no difference is shown."
                : " The interval, by resampling, just excludes 0, but the test does not: take it as a hint.";
    }

    private static String detectable(Contrast contrast) {
        int differ = contrast.counts().wins() + contrast.counts().losses();
        if (differ == 0 && contrast.counts().users() > 1) {
            return " The lists give every user the same value.";
        }
        if (differ < FEW_DIFFER && contrast.counts().users() >= FEW_DIFFER) {
            return ""; // so few that the spread of the differences is not known well enough
        }
        double smallest = contrast.tests().smallestDetectable();
        return Double.isFinite(smallest)
                ? " With these users a true difference of " + Numbers.value(smallest)
                        + " would be seen four times in five; a smaller one may be there."
                : contrast.counts().users() < PairedDifference.FEWEST_USERS ? " So few users show nothing." : "";
    }

    /** What makes the numbers less than they seem. */
    List<String> caveats() {
        List<String> sentences = new ArrayList<>(measured.study().caveats);
        EvaluationResult<?> base = measured.result(measured.baseline());
        int users = base.users().size();
        if (users < FEW_USERS) {
            sentences.add("Only " + Numbers.count(users, "user")
                    + ": intervals are wide, and tests see large differences" + " only.");
        }
        double unknown = (double) base.unknownItemPairs() / base.relevantPairs();
        if (measured.study().background.isPresent() && unknown > MANY_UNKNOWN) {
            sentences.add(
                    Numbers.share(unknown) + " of what is relevant (" + Numbers.count(base.unknownItemPairs(), "pair")
                            + ") are items that were not in training: no system that learns from training finds them.");
        }
        addNewUsers(sentences);
        addWithoutLists(sentences);
        addFewDiffer(sentences);
        for (String system : measured.systems()) {
            if (measured.role(system) != Sections.Role.REFERENCE) {
                addAbout(system, sentences);
            }
        }
        return sentences;
    }

    private void addNewUsers(List<String> sentences) {
        int all = measured.result(measured.baseline()).users().size();
        int fresh = measured.newUsers();
        if (fresh > MANY_NEW * all) {
            sentences.add(Numbers.count(fresh) + " of " + Numbers.count(all, "user")
                    + " were not in training: a system that goes by a user's history knows nothing of them. Of the others alone"
                    + " speak the sentence above and the break-down by items in training; a split with --known-users"
                    + " (Split.withKnownUsersOnly) tests nobody else.");
        }
    }

    /** Systems that lack as many lists share a sentence. */
    private void addWithoutLists(List<String> sentences) {
        Map<Integer, List<String>> byCount = new TreeMap<>();
        int all = 0;
        for (String system : measured.systems()) {
            EvaluationResult<?> result = measured.result(system);
            all = result.users().size();
            if (result.usersWithoutList() > 0) {
                byCount.computeIfAbsent(result.usersWithoutList(), unknown -> new ArrayList<>())
                        .add(system);
            }
        }
        for (Map.Entry<Integer, List<String>> one : byCount.entrySet()) {
            sentences.add("No list for " + Numbers.count(one.getKey()) + " of " + Numbers.count(all, "user") + " from "
                    + String.join(", ", one.getValue())
                    + (measured.study().rules.noList() == Rules.NoList.ZERO
                            ? "; these users count with 0."
                            : "; these users do not count.")
                    + knownUsers(one.getKey(), all));
        }
    }

    private String knownUsers(int without, int all) {
        return without > MANY_NEW * all && measured.newUsers() <= MANY_NEW * all
                ? " Where they are new users, a split with --known-users (Split.withKnownUsersOnly) tests the others only."
                : "";
    }

    private void addFewDiffer(List<String> sentences) {
        for (String system : judged()) {
            contrasts.find(metric, system).ifPresent(contrast -> {
                int differ = contrast.counts().wins() + contrast.counts().losses();
                if (differ > 0 && differ < FEW_DIFFER) {
                    sentences.add("Only " + Numbers.count(differ, "user") + (differ == 1 ? " differs" : " differ")
                            + " between " + system + " and " + measured.baseline()
                            + ": tests and intervals rest on these few.");
                }
            });
        }
    }

    private void addAbout(String system, List<String> sentences) {
        EvaluationResult<?> result = measured.result(system);
        if (result.tiedShare() > MANY_TIES) {
            sentences.add(Numbers.share(result.tiedShare()) + " of the lists of " + system
                    + " have equal scores: the order of ties decides part of its numbers.");
        }
        int cutoff = Cutoffs.of(measured.primary(), 1);
        int depth = measured.run(system).depth();
        if (depth < cutoff) {
            sentences.add("The lists of " + system + " end at " + depth + ", before the cutoff of " + metric + ".");
        }
    }
}
